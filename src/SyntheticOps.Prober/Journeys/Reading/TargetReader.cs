using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>Reads `{role: button, name: Payer, within: {...}, nth: 2}`.</summary>
internal static class TargetReader
{
    /// <summary>More ways to one element, or frames in frames, are a mistake.</summary>
    private const int Most = 5;

    /// <summary>Reads the element that the mapping names.</summary>
    /// <param name="textIsExpected">`text` beside another kind is what the element must say, not how it is found.</param>
    public static Target Read(ConfigMap map, Scope scope, bool textIsExpected = false)
    {
        if (map.Find(LocatorKind.AnyOf) is { } ways)
        {
            return AnyOf(map, ways, scope);
        }

        var kinds = LocatorKind.All.Keys.Where(kind => map.Find(kind) is not null).ToList();
        if (textIsExpected && kinds.Count > 1)
        {
            kinds.Remove("text");
        }

        if (kinds.Count != 1)
        {
            map.Fail(kinds.Count == 0
                ? $"an element is named by one of {string.Join(", ", LocatorKind.All.Keys)}"
                : $"an element is named in one way, here are {string.Join(" and ", kinds)}");
        }

        return One(map, LocatorKind.All[kinds.FirstOrDefault() ?? "css"], scope);
    }

    private static Target One(ConfigMap map, LocatorKind kind, Scope scope)
    {
        var value = map.Find(kind.Name);
        return new Target(kind, value is null ? Template.Empty : kind.Name == LocatorKind.Role ? Role(value) : Filled(value, scope))
        {
            Name = kind.Name == LocatorKind.Role && map.Find("name") is { } name ? Filled(name, scope) : null,
            IsExact = map.Find("exact")?.AsFlag() ?? false,
            Within = map.Find("within") is { } within ? Read(within.AsMap(), scope) : null,
            Frame = map.Find("frame") is { } frame ? Read(frame.AsMap(), scope) : null,
            Nth = map.Find("nth") is { } nth ? ReadNth(nth) : null,
        };
    }

    private static Target AnyOf(ConfigMap map, ConfigNode node, Scope scope)
    {
        foreach (var kind in LocatorKind.All.Keys.Where(kind => kind != "text" && map.Find(kind) is not null))
        {
            map.Fail(kind, $"'{kind}' stands beside '{LocatorKind.AnyOf}'; put it into the list");
        }

        var ways = node.AsItems().Select(item => Read(item.AsMap(), scope)).ToList();
        if (ways.Count is 0 or > Most && node.IsList)
        {
            node.Fail($"here are 1 to {Most} ways to the same element");
        }

        return ways.Count == 0 ? new Target(LocatorKind.All["css"], Template.Empty) : ways[0] with { Others = [.. ways.Skip(1)] };
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

    private static int ReadNth(ConfigNode node)
    {
        var nth = node.AsInteger(-1, 1000);
        if (nth == 0)
        {
            node.Fail("nth counts from 1; -1 is the last");
        }

        return nth;
    }
}
