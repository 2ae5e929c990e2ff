using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.Collector.Tests.Storage;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Collector.Tests.Dashboard;

/// <summary>An hour of runs of the sample site, and checkouts that fail at the step `pay` at the end.</summary>
internal static class SampleRuns
{
    /// <summary>In every text that a stranger could choose.</summary>
    public const string Hostile = "\"><script>alert(1)</script><img src=x onerror=alert(2)>' javascript:alert(3)";

    public static readonly string FailedRun = Samples.TraceId(9_002);

    public static async Task SeedAsync(DashboardHost host, CancellationToken token)
    {
        var now = host.Clock.GetUtcNow();
        var good = Enumerable.Range(0, 120).SelectMany(i => new[]
        {
            Samples.Run(i + 1, "home", at: now.AddSeconds(-30 * (120 - i)), seconds: 0.3),
            Samples.Run(i + 1_001, "headers", at: now.AddSeconds(-30 * (120 - i)), seconds: 0.2),
            Samples.Run(i + 2_001, "checkout", i == 40 ? Outcome.Unknown : Outcome.Up, now.AddSeconds(-30 * (120 - i)), 4),
        });
        await host.Telemetry.AppendAsync(Samples.Batch(good), token);
        await host.Telemetry.AppendAsync(Samples.Batch([.. Checkout(9_001, now.AddSeconds(-22)), .. Checkout(9_002, now.AddSeconds(-11))]), token);
    }

    private static IEnumerable<SpanRecord> Checkout(int trace, DateTimeOffset at)
    {
        var root = Samples.Run(trace, "checkout", Outcome.Down, at, 10);
        yield return root with
        {
            IsError = true,
            ServiceName = "prober",
            Attributes = With(root.Attributes, (Names.CheckType, "journey"), (Names.OutcomeReason, Reasons.StepFailed), (Names.StepFailed, "pay"), (Names.ClockSkew, -86_400.0), (Names.Message, "The step pay failed " + Hostile)),
        };
        yield return Child(trace, 1, SyntheticTelemetry.Spans.Step, "prober", at, 4, (Names.StepIndex, 1L), (Names.StepName, "open"), (Names.StepOutcome, "up")) with
        {
            Events = [Event(SyntheticTelemetry.Events.WebVital, at, (Names.WebVitalName, "lcp"), (Names.WebVitalValue, 1820.0))],
        };
        yield return Child(trace, 2, SyntheticTelemetry.Spans.Step, "prober", at.AddSeconds(4), 6, (Names.StepIndex, 2L), (Names.StepName, "pay"), (Names.StepOutcome, "down")) with
        {
            IsError = true,
            Events = [Event(SyntheticTelemetry.Events.Finding, at, (Names.FindingCode, "expectation-failed"), (Names.FindingSeverity, "error"), (Names.FindingSubject, Hostile), (Names.FindingText, "Expected paid " + Hostile))],
        };
        yield return Child(trace, 3, "GET", "prober", at.AddSeconds(5), 2, (Names.HttpRequestMethod, "GET"), (Names.UrlFull, "http://shop/api/orders/1?x=" + Hostile), (Names.HttpResponseStatusCode, 500L)) with { Kind = "client", IsError = true, ParentSpanId = Samples.SpanId((trace * 100) + 2) };
        yield return Child(trace, 4, "SELECT orders " + Hostile, "shop" + Hostile, at.AddSeconds(5.5), 1, ("db.query.text", "select " + Hostile)) with { ParentSpanId = Samples.SpanId((trace * 100) + 3) };
    }

    private static SpanRecord Child(int trace, int number, string name, string service, DateTimeOffset at, double seconds, params (string Key, object Value)[] attributes) =>
        Samples.Span(trace, (trace * 100) + number, name, service, at, seconds) with { ParentSpanId = Samples.SpanId(trace), Attributes = With(AttributeSet.Empty, attributes) };

    private static SpanEventRecord Event(string name, DateTimeOffset at, params (string Key, object Value)[] attributes) =>
        new(name, UnixNano.From(at), With(AttributeSet.Empty, attributes));

    private static AttributeSet With(AttributeSet attributes, params (string Key, object Value)[] more) =>
        new(attributes.Concat(more.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value));
}
