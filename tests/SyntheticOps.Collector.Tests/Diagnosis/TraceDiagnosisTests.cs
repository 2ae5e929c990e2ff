using SyntheticOps.Collector.Diagnosis;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.Collector.Tests.Detection;
using SyntheticOps.ServiceDefaults.Telemetry;
using static SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry;

namespace SyntheticOps.Collector.Tests.Diagnosis;

/// <summary>A journey whose step pay asks the shop, which asks its database.</summary>
public sealed class TraceDiagnosisTests
{
    private static readonly Feed Feed = new("consecutive-failures", "home", "payment", "step_failed pay");

    private static readonly RunRecord Run = Histories.Run(Outcome.Down, Reasons.StepFailed, type: "journey") with
    {
        FailedStep = "pay",
        Message = "status 500 where 200 was expected",
        Artifacts = [new RunArtifact("step-1.jpg", "image/jpeg", 9), new RunArtifact("step-4.jpg", "image/jpeg", 9), new RunArtifact("trace.zip", "application/zip", 9)],
    };

    private static readonly SpanRecord Root = Span(1, null, Spans.Check, "prober", 0, 9);

    private static readonly SpanRecord Step = Span(2, 1, Spans.Step, "prober", 4, 8) with
    {
        Attributes = Attrs((Attributes.StepName, "pay"), (Attributes.StepIndex, 4L), (Attributes.StepOutcome, "down")),
        Events = [new SpanEventRecord(Events.Finding, 0, Attrs((Attributes.FindingText, "expected status 200, seen 500")))],
    };

    private static readonly SpanRecord Request = Span(3, 2, "POST", "prober", 5, 7) with
    {
        Kind = "client",
        Attributes = Attrs((Attributes.HttpRequestMethod, "POST"), (Attributes.UrlFull, "http://shop/api/checkout"), (Attributes.HttpResponseStatusCode, 500L)),
    };

    private static readonly SpanRecord Server = Span(4, 3, "POST /api/checkout", "parfumerie", 5, 7) with { IsError = true };

    private static readonly SpanRecord Query = Span(5, 4, "SELECT", "parfumerie", 5, 6) with
    {
        IsError = true,
        StatusMessage = "database is down",
        Attributes = Attrs((Attributes.DbQueryText, "SELECT *\n  FROM orders")),
    };

    [Fact]
    public void Of_FailedJourney_NamesStepRequestPictureAndQuery() =>
        TraceDiagnosis.Of(Run, [Root, Step, Request, Server, Query], Feed).Select(item => $"{item.Kind}: {item.Text}").ShouldBe(
        [
            "run: home from local was down (a step failed): status 500 where 200 was expected",
            "step: Step “pay” was down after 4.0 s: expected status 200, seen 500",
            "artifact: What the browser showed when it failed.",
            "trace: prober: POST http://shop/api/checkout failed: status 500",
            "trace: parfumerie: SELECT * FROM orders failed: database is down",
        ]);

    [Fact]
    public void Of_References_PointAtRunSpanAndPicture()
    {
        var evidence = TraceDiagnosis.Of(Run, [Root, Step, Query], Feed);

        evidence.Single(item => item.Kind == "artifact").Ref.ShouldBe($"{Run.RunId}/step-4.jpg");
        evidence[^1].Ref.ShouldBe($"{Query.TraceId}/{Query.SpanId}");
    }

    [Fact]
    public void Of_BeforeTheShopsSpansArrive_SaysWhatTheProbeSaw() =>
        TraceDiagnosis.Of(Run, [Root, Step, Request], Feed).Count(item => item.Kind == "trace").ShouldBe(1);

    [Fact]
    public void Of_SlowRun_NamesTheSpanThatTookTheTimeItself()
    {
        var slow = Run with { Outcome = Outcome.Degraded, Reason = Reasons.TooSlow, FailedStep = null };
        SpanRecord[] spans = [Root, Step, Span(4, 3, "GET /panier", "parfumerie", 4, 8), Request, Span(5, 4, "SELECT", "parfumerie", 4, 4.5)];

        TraceDiagnosis.Of(slow, spans, Feed with { Scenario = "performance" })[^1].Text.ShouldBe("parfumerie: GET /panier took 3.5 s of its own");
    }

    [Fact]
    public void Of_Finding_ShowsTheOneOfTheCause()
    {
        var run = Histories.Run(Outcome.Degraded, Reasons.Finding) with { Findings = [Histories.Missing("CSP"), Histories.Missing("HSTS")] };

        TraceDiagnosis.Of(run, [], new Feed("drift", "headers", "security", "finding csp")).Where(item => item.Kind == "finding").Select(item => item.Text)
            .ShouldBe(["CSP: CSP is not sent."]);
    }

    [Fact]
    public void Of_SpansThatAreTheirOwnAncestors_Ends() =>
        TraceDiagnosis.Of(Run, [Root, Step, Span(6, 7, "a", "shop", 0, 9) with { IsError = true }, Span(7, 6, "b", "shop", 0, 9)], Feed)[^1].Text.ShouldContain("shop: a");

    private static SpanRecord Span(int id, int? parent, string name, string service, double from, double to) => new()
    {
        TraceId = Histories.Run(Outcome.Up).RunId,
        SpanId = id.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
        ParentSpanId = parent?.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
        Name = name,
        Kind = "internal",
        ServiceName = service,
        StartUnixNano = (long)(from * 1e9),
        EndUnixNano = (long)(to * 1e9),
    };

    private static AttributeSet Attrs(params (string Key, object Value)[] values) => new(values.ToDictionary(pair => pair.Key, pair => pair.Value));
}
