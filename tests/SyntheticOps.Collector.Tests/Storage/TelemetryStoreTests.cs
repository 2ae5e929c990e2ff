using SyntheticOps.Collector.Storage;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Tests.Storage;

public sealed class TelemetryStoreTests : IDisposable
{
    private readonly TestStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task AppendAsync_SpanWithEveryField_ReadBackEqual()
    {
        var span = Samples.Span(1, 1) with
        {
            ParentSpanId = Samples.SpanId(9),
            IsError = true,
            StatusMessage = "no",
            ServiceInstanceId = "i-1",
            Location = "paris",
            Attributes = new AttributeSet(new Dictionary<string, object>
            {
                ["text"] = "é\"\u0001",
                ["whole"] = long.MaxValue,
                ["real"] = 5d,
                ["flag"] = true,
                ["list"] = new[] { "a", "b" },
            }),
            Events = [new SpanEventRecord("e", 42, new AttributeSet(new Dictionary<string, object> { ["k"] = 0.25 }))],
        };
        await _store.Telemetry.AppendAsync(Samples.Batch(span), Token);

        var read = (await _store.Query.GetTraceAsync(span.TraceId, 10, Token)).ShouldHaveSingleItem();
        (read with { Attributes = span.Attributes, Events = span.Events }).ShouldBe(span);
        read.Attributes.Text("text").ShouldBe("é\"\u0001");
        read.Attributes.Integer("whole").ShouldBe(long.MaxValue);
        read.Attributes["real"].ShouldBe(5d);
        read.Attributes.Flag("flag").ShouldBe(true);
        read.Attributes.Texts("list").ShouldBe(["a", "b"]);
        read.Events.ShouldHaveSingleItem().Attributes.Number("k").ShouldBe(0.25);
    }

    [Fact]
    public async Task AppendAsync_SameBatchFiveTimesInParallel_StoredOnce()
    {
        var batch = Samples.Batch(Enumerable.Range(1, 100).Select(n => Samples.Span(n % 10 + 1, n)).Append(Samples.Run(1, outcome: Outcome.Down))) with
        {
            Logs = [new LogRecord { TimeUnixNano = 1, ServiceName = "shop", Body = "b", TraceId = Samples.TraceId(1) }],
            Metrics = [new MetricPointRecord { Name = "m", ServiceName = "shop", TimeUnixNano = 1, Value = 2 }],
        };
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _store.Telemetry.AppendAsync(batch, Token)));

        var traces = await _store.Query.FindTracesAsync(new TraceQuery(), Token);
        traces.Items.Sum(trace => trace.Spans).ShouldBe(101);
        (await _store.Query.GetLogsAsync(Samples.TraceId(1), 10, Token)).Count.ShouldBe(1);
        (await _store.Query.GetLatestMetricAsync("m", Token)).ShouldHaveSingleItem().Value.ShouldBe(2);
    }

    [Fact]
    public async Task AppendAsync_SameSpanWithOtherContent_FirstWins()
    {
        await _store.Telemetry.AppendAsync(Samples.Batch(Samples.Run(1, outcome: Outcome.Down)), Token);
        await _store.Telemetry.AppendAsync(Samples.Batch(Samples.Run(1, outcome: Outcome.Up)), Token);

        (await _store.Query.GetRunAsync(Samples.TraceId(1), Token))!.Outcome.ShouldBe(Outcome.Down);
        _store.Changes.Changes.TryRead(out var change).ShouldBeTrue();
        change.ShouldBe(new CheckKey("parfumerie", "home"));
        _store.Changes.Changes.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task GetRunAsync_FindingsAndArtifacts_AreThose()
    {
        var finding = new Finding("too-slow", Severity.Error, FindingKind.Drift, "step 3", ["4.2"], "Slow.");
        var span = Samples.Run(1, outcome: Outcome.Degraded) with
        {
            Events =
            [
                new SpanEventRecord(SyntheticTelemetry.Events.Finding, 1, new AttributeSet(new Dictionary<string, object>
                {
                    [SyntheticTelemetry.Attributes.FindingCode] = finding.Code,
                    [SyntheticTelemetry.Attributes.FindingSeverity] = "error",
                    [SyntheticTelemetry.Attributes.FindingKind] = "drift",
                    [SyntheticTelemetry.Attributes.FindingSubject] = finding.Subject,
                    [SyntheticTelemetry.Attributes.FindingArgs] = new[] { "4.2" },
                    [SyntheticTelemetry.Attributes.FindingText] = finding.Text,
                })),
                new SpanEventRecord(SyntheticTelemetry.Events.Artifact, 1, new AttributeSet(new Dictionary<string, object>
                {
                    [SyntheticTelemetry.Attributes.ArtifactName] = "step-3.jpg",
                    [SyntheticTelemetry.Attributes.ArtifactType] = "image/jpeg",
                    [SyntheticTelemetry.Attributes.ArtifactSize] = 12L,
                })),
            ],
        };
        await _store.Telemetry.AppendAsync(Samples.Batch(span), Token);

        var run = (await _store.Query.GetRunAsync(span.TraceId, Token))!;
        var read = run.Findings.ShouldHaveSingleItem();
        (read with { Args = finding.Args }).ShouldBe(finding);
        read.Args.ShouldBe(finding.Args);
        run.Artifacts.ShouldHaveSingleItem().ShouldBe(new RunArtifact("step-3.jpg", "image/jpeg", 12));
    }

    [Fact]
    public async Task FindRunsAsync_PagesWhileNewRunsArrive_EachOnce()
    {
        await _store.Telemetry.AppendAsync(Samples.Batch(Enumerable.Range(1, 25).Select(n => Samples.Run(n, at: Samples.Start.AddSeconds(n / 2)))), Token);
        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await _store.Query.FindRunsAsync(new RunQuery { Check = "home", Limit = 10, After = after }, Token);
            seen.AddRange(page.Items.Select(run => run.RunId));
            after = page.Next;
            await _store.Telemetry.AppendAsync(Samples.Batch(Samples.Run(100 + seen.Count, at: Samples.Start.AddHours(1))), Token);
        }
        while (after is not null);

        seen.Count.ShouldBe(25);
        seen.Distinct().Count().ShouldBe(25);
    }

    [Fact]
    public async Task GetLatestRunsAsync_LateOldRun_NewestStays()
    {
        await _store.Telemetry.AppendAsync(Samples.Batch(Samples.Run(2, at: Samples.Start.AddMinutes(2)), Samples.Run(3, "login")), Token);
        await _store.Telemetry.AppendAsync(Samples.Batch(Samples.Run(1)), Token);

        (await _store.Query.GetLatestRunsAsync(Token)).Select(run => run.RunId).ShouldBe([Samples.TraceId(2), Samples.TraceId(3)]);
    }

    [Fact]
    public async Task GetSlotsAsync_OutcomesAndMaintenance_Counted()
    {
        await _store.Telemetry.AppendAsync(
            Samples.Batch(
                Samples.Run(1, seconds: 1),
                Samples.Run(2, outcome: Outcome.Down, at: Samples.Start.AddSeconds(59), seconds: 3),
                Samples.Run(3, outcome: Outcome.Down, at: Samples.Start.AddSeconds(60), maintenance: true),
                Samples.Run(4, at: Samples.Start.AddSeconds(-1)),
                Samples.Run(5, at: Samples.Start.AddSeconds(180))),
            Token);

        var slots = await _store.Query.GetSlotsAsync("parfumerie", "home", Samples.Start, TimeSpan.FromMinutes(1), 3, Token);
        slots.ShouldBe([
            new RunSlot(Samples.Start, 1, 0, 1, 0, 0, 1, 3),
            new RunSlot(Samples.Start.AddMinutes(1), 0, 0, 0, 0, 1, 0.1, 0.1),
            new RunSlot(Samples.Start.AddMinutes(2), 0, 0, 0, 0, 0, null, null)]);
    }

    [Fact]
    public async Task FindTracesAsync_Filters_Apply()
    {
        await _store.Telemetry.AppendAsync(
            Samples.Batch(
                Samples.Span(1, 1, "child", "shop") with { ParentSpanId = Samples.SpanId(2) },
                Samples.Span(1, 2, "root", "gateway", Samples.Start.AddSeconds(1), 5),
                Samples.Span(2, 3, "50%_done", "shop", Samples.Start.AddSeconds(2)) with { IsError = true }),
            Token);

        var all = await FindAsync(new TraceQuery());
        all.Select(trace => trace.TraceId).ShouldBe([Samples.TraceId(2), Samples.TraceId(1)]);
        all[1].ShouldSatisfyAllConditions(
            trace => trace.RootName.ShouldBe("root"),
            trace => trace.RootService.ShouldBe("gateway"),
            trace => trace.Services.ShouldBe(["gateway", "shop"]),
            trace => trace.Duration.ShouldBe(TimeSpan.FromSeconds(6)),
            trace => trace.Spans.ShouldBe(2));
        await OnlyAsync(new TraceQuery { Service = "gateway" }, 1);
        await OnlyAsync(new TraceQuery { ErrorsOnly = true }, 2);
        await OnlyAsync(new TraceQuery { LongerThan = TimeSpan.FromSeconds(1) }, 1);
        await OnlyAsync(new TraceQuery { Text = "hil" }, 1);
        await OnlyAsync(new TraceQuery { Text = "%_d" }, 2);
        await OnlyAsync(new TraceQuery { Text = Samples.TraceId(1) }, 1);
        await OnlyAsync(new TraceQuery { To = Samples.Start.AddSeconds(1) }, 1);
        (await FindAsync(new TraceQuery { Text = "' or 1=1 --" })).ShouldBeEmpty();
        (await FindAsync(new TraceQuery { After = "nonsense", Limit = -4 })).Count.ShouldBe(1);

        async Task<IReadOnlyList<TraceSummary>> FindAsync(TraceQuery query) => (await _store.Query.FindTracesAsync(query, Token)).Items;

        async Task OnlyAsync(TraceQuery query, int trace) => (await FindAsync(query)).ShouldHaveSingleItem().TraceId.ShouldBe(Samples.TraceId(trace));
    }

    [Fact]
    public async Task GetLatestMetricAsync_SeveralStreams_NewestOfEach()
    {
        MetricPointRecord Point(string service, long time, double value) =>
            new() { Name = "synthetic.gateway.maintenance", ServiceName = service, TimeUnixNano = time, Value = value };
        await _store.Telemetry.AppendAsync(
            new TelemetryBatch { Metrics = [Point("a", 1, 0), Point("a", 2, 1), Point("b", 1, 5), Point("a", 1, 9)] }, Token);

        var points = await _store.Query.GetLatestMetricAsync("synthetic.gateway.maintenance", Token);
        points.Select(point => (point.ServiceName, point.Value)).ShouldBe([("a", 1d), ("b", 5d)], ignoreOrder: true);
    }
}
