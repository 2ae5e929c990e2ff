using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Expectations;

/// <summary>`{role: listitem, count: 3}`: there are so many, visible or not.</summary>
internal static class CountAspect
{
    private const int Most = 10_000;

    public static Expectation Read(Target target, ConfigNode node)
    {
        var expected = node.AsInteger(0, Most);
        return new Expectation(Saying.Of("number-of", target.Words), async context =>
        {
            var count = await context.Deadline.OfAsync(target.On(context).CountAsync());
            return new(count == expected, count == expected ? Saying.Of("was", Number(count)) : Saying.Of("was-not", Number(count), Number(expected)));
        });
    }

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
