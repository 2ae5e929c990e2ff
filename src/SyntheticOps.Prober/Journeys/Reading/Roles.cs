using Microsoft.Playwright;
using SyntheticOps.Checks.Words;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>ARIA roles by the words of the standard.</summary>
internal static class Roles
{
    public static IReadOnlyDictionary<string, AriaRole> All { get; } =
        Enum.GetValues<AriaRole>().ToDictionary(role => role.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>`button 'Payer'` for every language; a role that has no word of its own there is said as it is.</summary>
    public static Saying Say(string role, Saying? name = null)
    {
        var word = Saying.Has($"role.{role}") ? Saying.Of($"role.{role}") : Saying.Of("role", role);
        return name is null ? word : Saying.Of("beside", word, name);
    }
}
