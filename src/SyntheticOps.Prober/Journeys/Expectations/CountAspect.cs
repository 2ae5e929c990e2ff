using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Expectations;

/// <summary>`{role: listitem, count: 3}`: there are so many, visible or not.</summary>
internal static class CountAspect
{
    private const int Most = 10_000;

    public static Expectation Read(Target target, ConfigNode node)
    {
        var expected = node.AsInteger(0, Most);
        return new Expectation($"number of {target.Phrase}", async context =>
        {
            var count = await context.Deadline.OfAsync(target.On(context).CountAsync());
            return new(count == expected, count == expected ? $"was {count}" : $"was {count}, not {expected}");
        });
    }
}
