using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Expectations;

/// <summary>The kinds of expectation, one line each; an entry with none of their keys is about an element.</summary>
internal static class ExpectationKinds
{
    public static IReadOnlyDictionary<string, IExpectationKind> All { get; } = new IExpectationKind[]
    {
        new NotExpectation(),
        new UrlExpectation(),
        new TitleExpectation(),
        new ResponseExpectation(),
        new VitalExpectation(),
        new JsonExpectation(),
    }.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    public static Expectation Read(ConfigNode node, Scope scope)
    {
        var map = node.AsMap();
        var found = All.Values.Where(kind => map.Find(kind.Name) is not null).ToList();
        if (found.Count > 1)
        {
            map.Fail($"an expectation is about one thing, here are {string.Join(" and ", found.Select(kind => kind.Name))}");
        }

        return (found.Count > 0 ? found[0].Read(map, scope) : ElementExpectation.Read(map, scope)) with { Place = scope.PlaceOf(node) };
    }
}
