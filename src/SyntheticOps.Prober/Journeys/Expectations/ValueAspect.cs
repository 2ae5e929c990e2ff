using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Expectations;

/// <summary>`{label: Pays, value: FR}`: a field holds exactly that.</summary>
internal static class ValueAspect
{
    public static Expectation Read(Target target, ConfigNode node, Scope scope)
    {
        var expected = scope.Text(node);
        return new Expectation(Saying.Of("value-of", target.Words), async context =>
        {
            var wanted = context.Resolve(expected);
            var element = target.On(context);
            var values = await context.Deadline.OfAsync(element.CountAsync()) == 0
                ? []
                : new[] { await context.Deadline.OfAsync(element.First.InputValueAsync(new() { Timeout = context.Deadline.Milliseconds })) };
            return ElementExpectation.Compare(values, value => value == wanted, wanted, context);
        });
    }
}
