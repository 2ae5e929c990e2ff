using System.Text.RegularExpressions;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>Text of a journey in which `$name` stands for a variable; `$$` is a dollar sign.</summary>
internal sealed partial record Template(string Text)
{
    public static Template Empty { get; } = new("");

    /// <summary>The variables it names.</summary>
    public IEnumerable<string> Names => Reference().Matches(Text).Select(match => match.Groups["name"]).Where(name => name.Success).Select(name => name.Value);

    public string Resolve(IReadOnlyDictionary<string, string> values) =>
        Reference().Replace(Text, match => match.Groups["name"] is { Success: true } name ? values.GetValueOrDefault(name.Value, "") : "$");

    [GeneratedRegex(@"\$(?:\$|(?<name>[A-Za-z_][A-Za-z0-9_]*))", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
