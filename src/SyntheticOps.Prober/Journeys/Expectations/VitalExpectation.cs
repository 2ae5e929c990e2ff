using System.Globalization;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Traffic;

namespace SyntheticOps.Prober.Journeys.Expectations;

/// <summary>`{vital: lcp, under: 2.5s}`: a web vital of the page; over the limit is slow (degraded), not broken. cls takes a number.</summary>
internal sealed class VitalExpectation : IExpectationKind
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public string Name => "vital";

    public Expectation Read(ConfigMap entry, Scope scope)
    {
        var vital = entry.Find(Name)!.AsChoice("lcp", "inp", "cls", "fcp", "ttfb");
        var node = entry.Require("under");
        var limit = vital == "cls" ? node?.AsNumber(0, 100) ?? 0 : node?.AsDuration(TimeSpan.Zero, Longest).TotalMilliseconds ?? 0;
        return new Expectation(Saying.Of("vital-of", vital.ToUpperInvariant()), async context =>
        {
            var value = (await WebVitals.ReadAsync(context.Page, context.Deadline))?.Of(vital);
            return new(value < limit, value is { } seen ? Saying.Of("not-under", Show(vital, seen), Show(vital, limit)) : Saying.Of("not-measured"));
        }, IsBudget: true);
    }

    /// <summary>`2.5 s` of milliseconds; cls is a number.</summary>
    internal static Saying Show(string vital, double value) => vital == "cls"
        ? Saying.Text(value.ToString("0.###", CultureInfo.InvariantCulture))
        : Saying.Seconds(TimeSpan.FromMilliseconds(value), "0.0##");
}
