using System.Diagnostics;
using SyntheticOps.Checks.Running;
using SyntheticOps.Checks.Spooling;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checks.Tests.Running;

public sealed class CheckRunnerTests
{
    private static Task<CheckResult> UpAsync(CheckRun run, CancellationToken token) => Task.FromResult(CheckResult.Up());

    [Fact]
    public async Task RunAsync_Up_WritesTheRootSpan()
    {
        Activity? root = null;
        string? run = null;
        using var host = new ProbeHost((told, _) =>
        {
            root = Activity.Current;
            run = told.RunId;
            return Task.FromResult(CheckResult.Up() with { Maintenance = true, Attributes = new Dictionary<string, object> { [Names.Sandbox] = true } });
        });

        var report = await host.RunAsync(3);

        report.RunId.ShouldBe(run);
        root!.TraceId.ToHexString().ShouldBe(run);
        root.ParentSpanId.ShouldBe(default);
        root.Kind.ShouldBe(ActivityKind.Internal);
        root.Status.ShouldBe(ActivityStatusCode.Unset);
        root.OperationName.ShouldBe("synthetic.check");
        var tags = root.TagObjects.ToDictionary(tag => tag.Key, tag => tag.Value);
        tags.ShouldBe(new Dictionary<string, object?>
        {
            ["synthetic.check.name"] = "home",
            ["synthetic.check.type"] = "http",
            ["synthetic.site.name"] = "shop",
            ["synthetic.trigger"] = "manual",
            ["synthetic.attempt"] = 3,
            ["synthetic.config.hash"] = host.Configuration.Hash,
            ["synthetic.ruleset.version"] = RunSource.Version,
            ["url.full"] = "https://shop.example/?*",
            ["server.address"] = "shop.example",
            ["server.port"] = 443,
            ["synthetic.outcome"] = "up",
            ["synthetic.maintenance"] = true,
            ["synthetic.sandbox"] = true,
            ["synthetic.findings.dropped"] = 0,
        }, ignoreOrder: true);
        host.Reports.ShouldHaveSingleItem().ShouldBe(report);
    }

    [Fact]
    public async Task RunAsync_Down_HasReasonErrorAndMessageInOneLine()
    {
        Activity? root = null;
        using var host = new ProbeHost((_, _) =>
        {
            root = Activity.Current;
            return Task.FromResult(CheckResult.Down(Reasons.ResponseStatus, Saying.Text("line\r\nline" + new string('x', 600))));
        });

        await host.RunAsync();

        root!.Status.ShouldBe(ActivityStatusCode.Error);
        root.GetTagItem("synthetic.outcome.reason").ShouldBe("response_status");
        root.GetTagItem("error.type").ShouldBe("response_status");
        var message = root.GetTagItem("synthetic.message").ShouldBeOfType<string>();
        message.Length.ShouldBe(500);
        message.ShouldStartWith("line  line");
    }

    [Fact]
    public async Task RunAsync_Degraded_IsNoError()
    {
        Activity? root = null;
        using var host = new ProbeHost((_, _) =>
        {
            root = Activity.Current;
            return Task.FromResult(CheckResult.Degraded(Reasons.TooSlow, Saying.Text("Slow.")));
        });

        await host.RunAsync();

        root!.Status.ShouldBe(ActivityStatusCode.Unset);
        root.GetTagItem("synthetic.outcome.reason").ShouldBe("too_slow");
        root.GetTagItem("error.type").ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_Throws_IsUnknownProbeError()
    {
        Activity? root = null;
        using var host = new ProbeHost((_, _) =>
        {
            root = Activity.Current;
            throw new InvalidOperationException("broken");
        });

        var report = await host.RunAsync();

        (report.Result.Outcome, report.Result.Reason).ShouldBe((Outcome.Unknown, "probe_error"));
        root!.Events.Single().Name.ShouldBe("exception");
        root.Status.ShouldBe(ActivityStatusCode.Error);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_Hangs_IsDownByTimeoutEvenWhenTheTokenIsIgnored(bool obeys)
    {
        var clock = new FakeClock();
        using var never = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        using var host = new ProbeHost(
            async (_, token) =>
            {
                started.SetResult();
                await Task.Delay(Timeout.Infinite, obeys ? token : never.Token);
                return CheckResult.Up();
            },
            clock);

        var run = host.RunAsync();
        await started.Task;
        clock.Advance(TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromSeconds(2));
        var report = await run;
        await never.CancelAsync();

        (report.Result.Outcome, report.Result.Reason).ShouldBe((Outcome.Down, "timeout"));
        report.Result.Message.ShouldBe("The check did not finish within 1s.");
        report.Result.Said.ShouldNotBeNull().In(FindingWords.French).ShouldBe("Le contrôle n’était pas terminé au bout de 1\u00A0s.");
    }

    /// <summary>A browser that starts slowly is the probe's matter: the timeout of the site begins after it.</summary>
    [Fact]
    public async Task RunAsync_ProbeIsReadyLate_TakesNothingFromTheTimeout()
    {
        var clock = new FakeClock();
        var (asked, ready) = (new TaskCompletionSource(), new TaskCompletionSource<CheckResult?>());
        using var host = new ProbeHost(UpAsync, clock, ready: _ =>
        {
            asked.SetResult();
            return ready.Task;
        });

        var run = host.RunAsync();
        await asked.Task;
        clock.Advance(TimeSpan.FromSeconds(30));
        ready.SetResult(null);

        (await run).Result.Outcome.ShouldBe(Outcome.Up);
    }

    [Theory]
    [InlineData(true, "no_browser")]
    [InlineData(false, "probe_error")]
    public async Task RunAsync_ProbeIsNeverReady_IsUnknown(bool says, string reason)
    {
        var clock = new FakeClock();
        var asked = new TaskCompletionSource();
        using var host = new ProbeHost(UpAsync, clock, ready: _ =>
        {
            asked.SetResult();
            return says ? Task.FromResult<CheckResult?>(CheckResult.Unknown(Reasons.NoBrowser, Saying.Text("None."))) : new TaskCompletionSource<CheckResult?>().Task;
        });

        var run = host.RunAsync();
        await asked.Task;
        if (!says)
        {
            await Wait.ForAsync(() => clock.Waiting > 0, "the runner's patience");
            clock.Advance(TimeSpan.FromSeconds(61));
        }

        ((await run).Result.Outcome, (await run).Result.Reason).ShouldBe((Outcome.Unknown, reason));
    }

    [Fact]
    public async Task RunAsync_Stopped_IsUnknownAborted()
    {
        using var stop = new CancellationTokenSource();
        using var host = new ProbeHost(async (_, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return CheckResult.Up();
        });

        var report = await host.RunStoppableAsync(1, stop.Token);

        (report.Result.Outcome, report.Result.Reason).ShouldBe((Outcome.Unknown, "aborted"));
    }

    [Fact]
    public async Task RunAsync_ManyFindings_KeepsAHundredEventsTheGravestAndTheRestInAnArtifact()
    {
        Activity? root = null;
        using var host = new ProbeHost((_, _) =>
        {
            root = Activity.Current;
            var findings = Enumerable.Range(0, 250).Select(number => new Finding(
                "code", number == 249 ? Severity.Error : Severity.Info, FindingKind.State, $"s{number}", ["a"], "Text.")).ToArray();
            return Task.FromResult(CheckResult.Up(findings));
        });

        var report = await host.RunAsync();

        root!.Events.Count().ShouldBe(100);
        root.Events.Count(one => one.Name == "synthetic.finding").ShouldBe(99);
        root.Events.Last(one => one.Name == "synthetic.finding").Tags.ToDictionary(tag => tag.Key, tag => tag.Value)["synthetic.finding.subject"].ShouldBe("s249");
        root.GetTagItem("synthetic.findings.dropped").ShouldBe(151);
        report.Artifacts.ShouldHaveSingleItem().Name.ShouldBe("findings.json");
    }

    [Fact]
    public async Task RunAsync_Steps_AreReported()
    {
        using var host = new ProbeHost((_, _) =>
        {
            using var step = RunSource.Instance.StartActivity(SyntheticTelemetry.Spans.Step);
            step!.SetTag(Names.StepIndex, 1).SetTag(Names.StepName, "pay").SetTag(Names.StepOutcome, "down");
            step.SetStatus(ActivityStatusCode.Error, "No button.");
            return Task.FromResult(CheckResult.Down(Reasons.StepFailed, Saying.Text("No button.")));
        });

        var step = (await host.RunAsync()).Steps.ShouldHaveSingleItem();

        (step.Index, step.Name, step.Outcome, step.Message).ShouldBe((1, "pay", "down", "No button."));
    }

    [Fact]
    public async Task RunAsync_WithoutAnEndpoint_WritesNothingToDisk()
    {
        using var host = new ProbeHost(UpAsync);

        await host.RunAsync();

        Directory.Exists(host.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task RunAsync_WithAnEndpoint_KeepsArtifactAndSpansAndSendsThemInThatOrder()
    {
        await using var receiver = await Receiver.StartAsync();
        using var host = new ProbeHost(
            async (run, token) =>
            {
                using var child = RunSource.Instance.StartActivity("child");
                await run.Artifacts.AddAsync("step-1.jpg", "image/jpeg", new byte[] { 1, 2, 3 }, token);
                return CheckResult.Up();
            },
            endpoint: receiver.Url);

        var reports = await host.Batch.RunAsync(Triggers.Ci, null, 2, CancellationToken.None);
        Directory.GetFiles(Path.Combine(host.Data, "spool"), "*.rec").Length.ShouldBe(2);
        Directory.GetFiles(Path.Combine(host.Data, "running")).ShouldBeEmpty();
        (await host.Batch.FlushAsync(TimeSpan.FromMinutes(1), CancellationToken.None)).ShouldBe(0);

        var requests = receiver.Requests.ToArray();
        requests.Select(request => $"{request.Method} {request.Path}").ShouldBe(
            [$"PUT /v1/artifacts/{reports[0].RunId}/step-1.jpg", "POST /v1/traces"]);
        requests[0].Headers["Content-Digest"].ToString().ShouldBe("sha-256=:A5BYxvLAy0ksUzsKTRTvd8wPeKvMztUofYShogEc+4E=:");
        requests[0].Headers.ContentType.ToString().ShouldBe("image/jpeg");
        requests[0].Headers.ContentLength.ShouldBe(3);
        requests[1].Headers.Authorization.ToString().ShouldBe($"Bearer {ProbeHost.Key}");
        requests[1].Headers.ContentType.ToString().ShouldBe("application/x-protobuf");
        var text = System.Text.Encoding.Latin1.GetString(requests[1].Body);
        text.ShouldContain("synthetic.check");
        text.ShouldContain("synthetic.location.name");
        text.IndexOf("child", StringComparison.Ordinal).ShouldBeLessThan(text.LastIndexOf("synthetic.check", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_AfterACrash_TellsTheRunAsAborted()
    {
        await using var receiver = await Receiver.StartAsync();
        using var crashed = new ProbeHost(UpAsync, endpoint: receiver.Url);
        await crashed.RunAsync();
        const string Run = "4bf92f3577b34da6a3ce929d0e0e4736";
        await File.WriteAllTextAsync(Path.Combine(crashed.Data, "running", Run + ".json"), $$"""
            {"RunId":"{{Run}}","Check":"home","Type":"http","Site":"shop","Url":"https://shop.example/","Trigger":"schedule","Attempt":1,"StartedAt":"2026-01-02T03:04:05+00:00","Timeout":"00:00:10"}
            """, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(crashed.Data, "running", "broken.json"), "{", TestContext.Current.CancellationToken);
        crashed.End();
        using var host = new ProbeHost(UpAsync, endpoint: receiver.Url, checks: "  home: {tls: {}}", scheduler: true, folder: crashed.Folder);

        await host.StartAsync();
        await Wait.ForAsync(() => receiver.Requests.Any(request => Holds(request.Body, "aborted")), "the aborted run");
        await host.StopAsync();

        receiver.Requests.Count(request => Holds(request.Body, "aborted")).ShouldBe(1);
        Directory.GetFiles(Path.Combine(host.Data, "running")).ShouldBeEmpty();

        static bool Holds(byte[] body, string text) => System.Text.Encoding.Latin1.GetString(body).Contains(text, StringComparison.Ordinal);
    }

    /// <summary>PRB-02: killed after the result was kept and before the note of the run was taken away.</summary>
    [Fact]
    public async Task Start_RunIsInTheSpool_IsNotToldAsAborted()
    {
        await using var receiver = await Receiver.StartAsync();
        using var crashed = new ProbeHost(UpAsync, endpoint: receiver.Url);
        var run = (await crashed.RunAsync()).RunId;
        await File.WriteAllTextAsync(Path.Combine(crashed.Data, "running", run + ".json"), $$"""
            {"RunId":"{{run}}","Check":"home","Type":"http","Site":"shop","Url":"https://shop.example/","Trigger":"schedule","Attempt":1,"StartedAt":"2026-01-02T03:04:05+00:00","Timeout":"00:00:10"}
            """, TestContext.Current.CancellationToken);
        crashed.End();
        using var host = new ProbeHost(UpAsync, endpoint: receiver.Url, checks: "  home: {tls: {}}", scheduler: true, folder: crashed.Folder);

        await host.StartAsync();
        await Wait.ForAsync(() => !receiver.Requests.IsEmpty, "the kept run");
        await host.StopAsync();

        receiver.Requests.ShouldHaveSingleItem();
        Directory.GetFiles(Path.Combine(host.Data, "running")).ShouldBeEmpty();
    }

    /// <summary>PRB-02: a record under another run's name would be taken for that run's result after a kill.</summary>
    [Fact]
    public async Task RunAsync_RunsInParallel_KeepTheirRecordsUnderTheirOwnNames()
    {
        using var host = new ProbeHost(UpAsync, endpoint: "http://127.0.0.1:1");

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => host.RunAsync(), TestContext.Current.CancellationToken)));

        var records = Directory.GetFiles(Path.Combine(host.Data, "spool"), "*.rec").Select(file => SpoolItem.Decode(File.ReadAllBytes(file))!).ToList();
        records.Count.ShouldBe(100);
        records.Count(record => record.Body.Span.IndexOf(Convert.FromHexString(record.RunId)) >= 0).ShouldBe(100);
    }

    [Fact]
    public async Task RunAsync_RunsInParallel_KeepTheirSpansApart()
    {
        using var host = new ProbeHost(async (run, token) =>
        {
            using var step = RunSource.Instance.StartActivity(SyntheticTelemetry.Spans.Step);
            step!.SetTag(Names.StepName, run.RunId);
            await Task.Yield();
            return CheckResult.Up();
        });

        var reports = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.RunAsync()));

        reports.ShouldAllBe(report => report.Steps.Single().Name == report.RunId);
    }
}
