using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Expectations;
using SyntheticOps.Prober.Traffic;

namespace SyntheticOps.Prober.Evidence;

/// <summary>Limits of `budget:` on what was measured: web vitals of each document, bytes and requests of the run.</summary>
/// <param name="Vitals">Milliseconds, except cls.</param>
/// <param name="Weight">Bytes on the wire; null sets no limit.</param>
internal sealed record JourneyLimits(IReadOnlyDictionary<string, double> Vitals, long? Weight, int? Requests)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static JourneyLimits None { get; } = new(new Dictionary<string, double>(), null, null);

    /// <summary>Reads `{lcp: 2.5s, inp: 200ms, cls: 0.1, fcp: 1.8s, ttfb: 800ms, weight: 1500 kB, requests: 80}`.</summary>
    public static JourneyLimits Read(ConfigMap? map)
    {
        if (map is null)
        {
            return None;
        }

        var vitals = new Dictionary<string, double>();
        foreach (var name in (string[])["lcp", "inp", "fcp", "ttfb"])
        {
            if (map.Find(name) is { } node)
            {
                vitals[name] = node.AsDuration(TimeSpan.FromMilliseconds(1), Longest).TotalMilliseconds;
            }
        }

        if (map.Find("cls") is { } shift)
        {
            vitals["cls"] = shift.AsNumber(0, 100);
        }

        return new JourneyLimits(vitals, map.Find("weight") is { } weight ? weight.AsInteger(1, 1_000_000) * 1000L : null, map.Find("requests")?.AsInteger(1, 100_000));
    }

    /// <summary>`LCP of the page was 3.1 s, not under 2.5 s`.</summary>
    public IEnumerable<Saying> Exceeded(IEnumerable<WebVitals> documents) =>
        from document in documents
        from limit in Vitals
        let value = document.Of(limit.Key)
        where value >= limit.Value
        select Saying.Of("beside", Saying.Of("vital-of", limit.Key.ToUpperInvariant()), Saying.Of("not-under", VitalExpectation.Show(limit.Key, value.Value), VitalExpectation.Show(limit.Key, limit.Value)));
}
