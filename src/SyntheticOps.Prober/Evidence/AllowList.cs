using System.Text.RegularExpressions;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Traffic;

namespace SyntheticOps.Prober.Evidence;

/// <summary>`allow: {console: [text], requests: [URL with *]}` of a journey: noise that is known and not worth a finding.</summary>
internal sealed record AllowList(IReadOnlyList<string> Console, IReadOnlyList<Regex> Requests)
{
    public static AllowList None { get; } = new([], []);

    public static AllowList Read(ConfigMap? map) => new(
        [.. map?.Find("console")?.AsItemsOrOne().Select(item => item.AsText()).Where(text => text.Length > 0) ?? []],
        [.. map?.Find("requests")?.AsItemsOrOne().Select(item => item.AsText()).Where(text => text.Length > 0).Select(Pattern) ?? []]);

    public bool Allows(ConsoleLine line) => Console.Any(text => line.Text.Contains(text, StringComparison.OrdinalIgnoreCase));

    public bool Allows(TrackedRequest request) => Requests.Any(pattern => pattern.IsMatch(request.Url.AbsoluteUri));

    /// <summary>`*` stands for anything; the rest is somewhere in the URL.</summary>
    private static Regex Pattern(string text) =>
        new(string.Join(".*", text.Split('*').Select(Regex.Escape)), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}
