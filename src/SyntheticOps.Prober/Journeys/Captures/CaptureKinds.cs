using System.Text.RegularExpressions;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Captures;

/// <summary>Where a variable may come from, one line each. Reads `set:`.</summary>
internal static class CaptureKinds
{
    /// <summary>Its value is a regular expression with one group already.</summary>
    private const string Url = "url";

    public static IReadOnlyDictionary<string, ICaptureKind> All { get; } = new ICaptureKind[]
    {
        new UrlCapture(),
        new ResponseCapture(),
        new JsonCapture(),
        new HeaderCapture(),
        new TextCapture(),
        new ValueCapture(),
        new AttributeCapture(),
        new CountCapture(),
    }.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    public static List<Capture> Read(ConfigNode? node, Scope scope)
    {
        var captures = new List<Capture>();
        foreach (var (name, value) in node?.AsMap().Entries() ?? [])
        {
            var entry = value.AsMap();
            var found = All.Values.Where(kind => entry.Find(kind.Name) is not null).ToList();
            var isSecret = entry.Find("secret")?.AsFlag() ?? false;
            if (Single(entry, found) is { } kind)
            {
                captures.Add(new Capture(name, kind.Read(entry, scope))
                {
                    IsSecret = isSecret,
                    Place = scope.PlaceOf(value),
                    Matching = (kind.Name == Url ? entry.Find(Url) : entry.Find("matching")) is { } pattern ? Pattern(pattern) : null,
                });
            }

            scope.Add(name, isSecret);
        }

        return captures;
    }

    /// <summary>`json` beside `response` is a part of it.</summary>
    private static ICaptureKind? Single(ConfigMap entry, List<ICaptureKind> found)
    {
        if (found is [ResponseCapture, JsonCapture])
        {
            return found[0];
        }

        if (found.Count != 1)
        {
            entry.Fail(found.Count == 0
                ? $"a variable is set from one of {string.Join(", ", All.Keys)}"
                : $"a variable is set from one place, here are {string.Join(" and ", found.Select(kind => kind.Name))}");
        }

        return found.FirstOrDefault();
    }

    private static Regex? Pattern(ConfigNode node)
    {
        var pattern = node.AsRegex();
        if (pattern is not null && pattern.GetGroupNumbers().Length < 2)
        {
            node.Fail("the expression needs one group in parentheses: what it finds becomes the variable");
        }

        return pattern;
    }
}
