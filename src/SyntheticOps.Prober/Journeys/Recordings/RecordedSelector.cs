using System.Text.RegularExpressions;

namespace SyntheticOps.Prober.Journeys.Recordings;

/// <summary>
/// One of the Recorder's ways to an element: `["aria/Payer[role=\"button\"]"]`, `["#pay"]`, `["xpath///*[@id=\"pay\"]"]`,
/// `["pierce/#pay"]`, `["text/Payer"]`; several texts lead from an outer element to an inner one.
/// </summary>
internal static partial class RecordedSelector
{
    /// <summary>What an element of a tag is named by, when the recording does not tell its role.</summary>
    private static readonly Dictionary<string, string> RoleOfTag = new(StringComparer.Ordinal)
    {
        ["a"] = "link",
        ["button"] = "button",
        ["h1"] = "heading",
        ["h2"] = "heading",
        ["h3"] = "heading",
        ["option"] = "option",
    };

    private static readonly string[] Fields = ["input", "select", "textarea", "label"];

    /// <summary>Locators of ours for all of an element's selectors, best first, at most three.</summary>
    /// <param name="isField">It was typed into: its name is a label.</param>
    public static List<string> Locators(IReadOnlyList<IReadOnlyList<string>> selectors, bool isField)
    {
        var tag = isField ? Fields[0] : selectors.Select(Tag).FirstOrDefault(found => found.Length > 0) ?? "";
        var hasCss = selectors.Any(chain => chain is [var only] && Plain(only));
        return [.. selectors
            .Where(chain => !hasCss || !chain[^1].StartsWith("pierce/", StringComparison.Ordinal))
            .Select(chain => Chain(chain, tag))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Take(3)];
    }

    /// <summary>The name that a person reads, for the name of the step.</summary>
    public static string? NameOf(IReadOnlyList<IReadOnlyList<string>> selectors) => selectors
        .SelectMany(chain => chain.Reverse())
        .Select(part => part.StartsWith("aria/", StringComparison.Ordinal) ? Aria().Match(part[5..]).Groups["name"].Value : part.StartsWith("text/", StringComparison.Ordinal) ? part[5..] : "")
        .FirstOrDefault(name => name.Length > 0);

    private static string? Chain(IReadOnlyList<string> chain, string tag)
    {
        string? outer = null;
        foreach (var part in chain)
        {
            if (part is "aria/[role=\"StaticText\"]" && outer is not null)
            {
                continue; // the text inside of it: the element itself is what a person clicks
            }

            if (One(part, tag) is not { } locator)
            {
                return null;
            }

            outer = outer is null ? locator : $"{locator[..^1]}, within: {outer}}}";
        }

        return outer;
    }

    private static string? One(string part, string tag)
    {
        if (part.StartsWith("aria/", StringComparison.Ordinal))
        {
            return AriaLocator(part[5..], tag);
        }

        return part switch
        {
            ['x', 'p', 'a', 't', 'h', '/', .. var path] => $"{{xpath: {Yaml.Text(path)}}}",
            ['p', 'i', 'e', 'r', 'c', 'e', '/', .. var css] => $"{{css: {Yaml.Text(css)}}}",
            ['t', 'e', 'x', 't', '/', .. var text] => $"{{text: {Yaml.Text(text)}}}",
            _ => TestId().Match(part) is { Success: true } match ? $"{{test-id: {Yaml.Text(match.Groups["id"].Value)}}}" : $"{{css: {Yaml.Text(part)}}}",
        };
    }

    private static string? AriaLocator(string text, string tag)
    {
        var match = Aria().Match(text);
        var (name, role) = (match.Groups["name"].Value, match.Groups["role"].Value.ToLowerInvariant() is "image" ? "img" : match.Groups["role"].Value.ToLowerInvariant());
        if (role.Length == 0)
        {
            role = RoleOfTag.GetValueOrDefault(tag, "");
        }

        if (role.Length > 0 && Reading.Roles.All.ContainsKey(role))
        {
            return name.Length == 0 ? $"{{role: {role}}}" : $"{{role: {role}, name: {Yaml.Text(name)}, exact: true}}";
        }

        return name.Length == 0 ? null
            : Fields.Contains(tag) ? $"{{label: {Yaml.Text(name)}, exact: true}}"
            : tag == "img" ? $"{{alt: {Yaml.Text(name)}, exact: true}}" : null;
    }

    private static bool Plain(string part) => !part.Contains('/', StringComparison.Ordinal) || part.StartsWith('[') || part.StartsWith('#');

    /// <summary>The tag at the end of a selector of CSS or XPath.</summary>
    private static string Tag(IReadOnlyList<string> chain) => LastTag().Match(chain[^1]) is { Success: true } match && !chain[^1].StartsWith("aria/", StringComparison.Ordinal)
        && !chain[^1].StartsWith("text/", StringComparison.Ordinal) ? match.Groups["tag"].Value : "";

    [GeneratedRegex("""^(?<name>.*?)(?:\[role="(?<role>[^"]+)"\])?$""", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Aria();

    [GeneratedRegex("""^\[data-testid=['"]?(?<id>[^'"\]]+)['"]?\]$""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TestId();

    [GeneratedRegex("""(?:^|[\s>/])(?<tag>[a-z][a-z0-9]*)(?:[.:#\[][^\s>/]*)?$""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LastTag();
}
