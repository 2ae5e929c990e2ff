using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Prober.Journeys.Expectations;

/// <summary>
/// `{role: heading, name: Merci}` is visible; with one more key it is about a text, a value, a number, an attribute or a state.
/// One more: its own file and one line here.
/// </summary>
internal static class ElementExpectation
{
    /// <summary>What may be looked at besides visibility.</summary>
    private static readonly (string Key, Func<Target, ConfigNode, Scope, Expectation> Read)[] Aspects =
    [
        ("text", TextAspect.Contains),
        ("matches", (target, node, _) => TextAspect.Matches(target, node)),
        ("value", ValueAspect.Read),
        ("count", (target, node, _) => CountAspect.Read(target, node)),
        ("attribute", AttributeAspect.Read),
        ("state", (target, node, _) => StateAspect.Read(target, node)),
    ];

    public static Expectation Read(ConfigMap map, Scope scope)
    {
        var target = TargetReader.Read(map, scope, textIsExpected: true);
        var found = Aspects.Where(aspect => !(aspect.Key == "text" && target.Kind.Name == "text") && map.Find(aspect.Key) is not null).ToList();
        if (found.Count > 1)
        {
            map.Fail($"an element is expected to have one of {string.Join(", ", Aspects.Select(aspect => aspect.Key))}; write one entry for each");
        }

        var expectation = found.Count > 0
            ? found[0].Read(target, map.Find(found[0].Key)!, scope)
            : new Expectation(target.Words, context => StateAspect.VisibleAsync(context, target));
        return expectation with { Target = target };
    }

    /// <summary>The words for what was seen among some texts.</summary>
    internal static Sight Compare(IReadOnlyList<string> seen, Func<string, bool> fits, string wanted, StepContext context)
    {
        if (seen.Any(fits))
        {
            return new(true, Saying.Of("was", context.Quote(wanted)));
        }

        return new(false, seen.Count == 0 ? Sight.NotFound : Saying.Of("was-not", context.Quote(seen[0]), context.Quote(wanted)));
    }
}
