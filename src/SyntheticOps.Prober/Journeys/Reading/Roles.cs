using Microsoft.Playwright;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>ARIA roles by the words of the standard.</summary>
internal static class Roles
{
    public static IReadOnlyDictionary<string, AriaRole> All { get; } =
        Enum.GetValues<AriaRole>().ToDictionary(role => role.ToString().ToLowerInvariant(), StringComparer.Ordinal);
}
