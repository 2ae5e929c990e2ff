using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>Reads `{role: button, name: Payer, within: {...}, nth: 2}`.</summary>
internal static class TargetReader
{
    public static IReadOnlyList<string> Kinds { get; } = ["role", "label", "placeholder", "text", "test-id", "css"];

    /// <summary>Reads the element that the mapping names.</summary>
    /// <param name="textIsExpected">`text` beside another kind is what the element must say, not how it is found.</param>
    public static Target Read(ConfigMap map, Scope scope, bool textIsExpected = false)
    {
        var kinds = Kinds.Where(kind => map.Find(kind) is not null).ToList();
        if (textIsExpected && kinds.Count > 1)
        {
            kinds.Remove("text");
        }

        if (kinds.Count != 1)
        {
            map.Fail(kinds.Count == 0
                ? $"an element is named by one of {string.Join(", ", Kinds)}"
                : $"an element is named in one way, here are {string.Join(" and ", kinds)}");
        }

        var kind = kinds.FirstOrDefault() ?? "css";
        var value = map.Find(kind);
        var template = value is null ? Template.Empty : kind == "role" ? Role(value) : Filled(value, scope);
        var name = kind == "role" ? map.Find("name") : null;
        return new Target(
            kind,
            template,
            name is null ? null : Filled(name, scope),
            map.Find("within") is { } within ? Read(within.AsMap(), scope) : null,
            map.Find("nth") is { } nth ? Nth(nth) : null);
    }

    private static Template Role(ConfigNode node)
    {
        var text = node.AsText();
        if (!Roles.All.ContainsKey(text))
        {
            node.Fail($"'{text}' is not an ARIA role{NearestWord.Hint(text, Roles.All.Keys)}");
            return new Template("button");
        }

        return new Template(text);
    }

    private static Template Filled(ConfigNode node, Scope scope)
    {
        var template = scope.Text(node);
        if (string.IsNullOrWhiteSpace(template.Text))
        {
            node.Fail("an empty text finds nothing");
        }

        return template;
    }

    private static int Nth(ConfigNode node)
    {
        var nth = node.AsInteger(-1, 1000);
        if (nth == 0)
        {
            node.Fail("nth counts from 1; -1 is the last");
        }

        return nth;
    }
}
