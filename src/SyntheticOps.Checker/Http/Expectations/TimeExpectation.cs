using System.Globalization;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http.Expectations;

/// <summary>`time: {total: 2s, first-byte: 500ms}`: longer is down, unlike `degraded`. Redirects count.</summary>
internal sealed class TimeExpectation(string part, TimeSpan limit, Func<HttpTimings, TimeSpan> of) : IExpectation
{
    public const string Code = "time-exceeded";

    private static readonly (string Key, string Shown, Func<HttpTimings, TimeSpan> Of)[] Parts =
    [
        ("total", "the whole answer", timings => timings.Total),
        ("resolve", "name resolution", timings => timings.Resolve),
        ("connect", "connecting", timings => timings.Connect),
        ("tls", "the TLS handshake", timings => timings.Tls),
        ("first-byte", "the first byte", timings => timings.Resolve + timings.Connect + timings.Tls + timings.Processing),
    ];

    public static IEnumerable<TimeExpectation> Read(ConfigMap map)
    {
        var found = Parts.Select(part => (part.Shown, part.Of, Limit: map.Find(part.Key))).Where(part => part.Limit is not null).ToList();
        if (found.Count == 0)
        {
            map.Fail($"one of {string.Join(", ", Parts.Select(part => part.Key))} is expected, such as {{total: 2s}}");
        }

        return found.Select(part => new TimeExpectation(part.Shown, part.Limit!.AsDuration(TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10)), part.Of));
    }

    public Finding? Judge(HttpExchange exchange)
    {
        var seen = of(exchange.Timings);
        var shown = seen.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";
        return seen <= limit
            ? null
            : Unmet.Finding(Code, exchange.Url.AbsolutePath, Durations.Format(limit), shown, $"{exchange.Url.IdnHost} took {shown} for {part}, more than {Durations.Format(limit)}.");
    }
}
