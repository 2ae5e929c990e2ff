using System.Globalization;
using System.Text.Json;

namespace SyntheticOps.Prober.Traffic;

/// <summary>Where the time of a request went, seconds; null for what did not take place. Connecting means to the run's own proxy, which connects to the origin.</summary>
internal sealed record RequestPhases(double? Resolve, double? Connect, double? Tls, double? Processing)
{
    /// <summary>From the last byte of the head to the last byte of the body; known at the end.</summary>
    public double? Transfer { get; init; }

    /// <summary>Monotonic seconds of the browser when the head had arrived.</summary>
    public double HeadAt { get; private init; }

    /// <summary>From Chromium's ResourceTiming: milliseconds after `requestTime`, -1 where there was nothing.</summary>
    public static RequestPhases? Of(JsonElement? timing)
    {
        if (timing is not { } given || given.Number("requestTime") is not { } start || given.Number("receiveHeadersEnd") is not { } head)
        {
            return null;
        }

        return new RequestPhases(
            Span(given, "dnsStart", "dnsEnd"), Span(given, "connectStart", "connectEnd"), Span(given, "sslStart", "sslEnd"), Span(given, "sendEnd", "receiveHeadersEnd"))
        {
            HeadAt = start + (head / 1000),
        };
    }

    /// <summary>`processing=0.0123`, seconds.</summary>
    public IEnumerable<string> Words() => Named()
        .Where(phase => phase.Seconds is not null)
        .Select(phase => string.Create(CultureInfo.InvariantCulture, $"{phase.Name}={phase.Seconds:0.####}"));

    public IEnumerable<(string Name, double? Seconds)> Named() =>
        [("resolve", Resolve), ("connect", Connect), ("tls", Tls), ("processing", Processing), ("transfer", Transfer)];

    private static double? Span(JsonElement timing, string from, string to) =>
        timing.Number(from) is >= 0 and var begin && timing.Number(to) is { } end && end >= begin ? (end - begin) / 1000 : null;
}
