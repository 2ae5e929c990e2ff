using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Acts;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>Reads what a step does: one verb, or a `do` list of them.</summary>
internal static class ActReader
{
    /// <summary>More belongs into steps of their own.</summary>
    private const int MaximumActs = 100;

    public static List<Act> Read(ConfigMap map, Scope scope, bool mayBeEmpty)
    {
        if (map.Find("do") is not { } list)
        {
            var verbs = StepVerbs.All.Keys.Where(verb => map.Find(verb) is not null).ToList();
            return mayBeEmpty && verbs.Count == 0 ? [] : Single(map, scope) is { } act ? [act] : [];
        }

        if (map.Keys.FirstOrDefault(StepVerbs.All.ContainsKey) is { } beside)
        {
            map.Fail(beside, $"a step has either '{beside}' or a 'do' list; put '{beside}' into the list");
        }

        var acts = list.AsItems().Take(MaximumActs).Select(item => Single(item.AsMap(), scope)).OfType<Act>().ToList();
        if (acts.Count == 0 && list.IsList)
        {
            list.Fail("the list 'do' is empty");
        }

        return acts;
    }

    /// <summary>The one verb of a mapping.</summary>
    private static Act? Single(ConfigMap map, Scope scope)
    {
        var verbs = StepVerbs.All.Keys.Where(verb => map.Find(verb) is not null).ToList();
        if (verbs.Count != 1)
        {
            map.Fail(verbs.Count == 0
                ? $"one of {string.Join(", ", StepVerbs.All.Keys)} is expected here"
                : $"here are {string.Join(" and ", verbs)}; a 'do' list does several things in order");
            return null;
        }

        var body = map.Find(verbs[0])!;
        return StepVerbs.All[verbs[0]].Read(body, scope) with { Place = scope.PlaceOf(body) };
    }
}
