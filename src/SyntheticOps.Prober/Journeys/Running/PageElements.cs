using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace SyntheticOps.Prober.Journeys.Running;

/// <summary>What a page offers to a person, by role and accessible name, as Playwright's snapshot lists it.</summary>
internal static partial class PageElements
{
    /// <summary>A longer text is no name.</summary>
    private const int LongestName = 60;

    public static async Task<IReadOnlyList<(string Role, string Name)>> ReadAsync(ILocator root, Deadline deadline) =>
        Parse(await deadline.OfAsync(root.AriaSnapshotAsync(new() { Timeout = deadline.Milliseconds })));

    internal static IReadOnlyList<(string Role, string Name)> Parse(string snapshot) =>
        [.. Line().Matches(snapshot)
            .Select(line => (line.Groups["role"].Value, Name: line.Groups["name"].Value.Replace("\\\"", "\"", StringComparison.Ordinal).Trim()))
            .Where(element => element.Name.Length is > 0 and <= LongestName)];

    /// <summary>A line of the snapshot: `- button "Payer" [disabled]`, `- text: Merci`.</summary>
    [GeneratedRegex("""^\s*- '?(?<role>[a-z]+)(?: "(?<name>(?:[^"\\]|\\.)*)"|: "?(?<name>[^"\n]+))""", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Line();
}
