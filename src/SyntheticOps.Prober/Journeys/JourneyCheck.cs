using Microsoft.Playwright;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Network;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Browser;
using SyntheticOps.Prober.Evidence;
using SyntheticOps.Prober.Evidence.Integrity;
using SyntheticOps.Prober.Journeys.Running;
using SyntheticOps.Prober.Proxy;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Journeys;

/// <summary>Walks through a journey as a customer, in a browser of our own.</summary>
internal sealed class JourneyCheck(IJourneyRoute route, Budget budget, BrowserHost browsers, ProbeDialer dialer, TimeProvider clock) : IBaselineCheck, IReadyCheck
{
    /// <summary>For DOM and trace of a failed step, when the run has time left.</summary>
    private static readonly TimeSpan EvidenceTime = TimeSpan.FromSeconds(8);

    /// <summary>For the finally steps of a run that has time left, and of one that has not.</summary>
    private static readonly TimeSpan FinallyTime = TimeSpan.FromSeconds(5);

    /// <summary>Watches the steps; null when nobody looks.</summary>
    public IStepObserver? Observer { get; init; }

    public JourneyOptions Options { get; init; } = new();

    public string? Baseline => Options.Integrity?.Baseline;

    /// <summary>A browser that has to be started first takes nothing from the run's time.</summary>
    public async Task<CheckResult?> ReadyAsync(CancellationToken token) =>
        await browsers.WarmAsync(token) is { } problem ? Described(CheckResult.Unknown(Reasons.NoBrowser, Saying.Of("browser.none", problem))) : null;

    public async Task<CheckResult> RunAsync(CheckRun run, CancellationToken token)
    {
        try
        {
            return await RunInBrowserAsync(run, token);
        }
        catch (ObjectDisposedException)
        {
            // Playwright's own connection, when its driver is killed in the middle of a call (measured).
            return Described(CheckResult.Unknown(Reasons.BrowserLost, Saying.Of("browser.driver")));
        }
    }

    private async Task<CheckResult> RunInBrowserAsync(CheckRun run, CancellationToken token)
    {
        if (route.Problem is { } problem)
        {
            return Described(CheckResult.Unknown(Reasons.ProbeError, Saying.Of("journey.unusable", problem)));
        }

        var limit = run.Definition.Timeout - Reserve(run.Definition.Timeout);
        var deadline = new Deadline(clock, limit, token);
        var answer = await LeaseAsync(deadline);
        if (answer.Lease is null)
        {
            return Described(CheckResult.Unknown(Reasons.NoBrowser, Saying.Of("browser.none", answer.Problem!)));
        }

        await using var lease = answer.Lease;
        await using var proxy = new ForwardProxy(dialer, run.Site);
        var values = ValuesOf(run.RunId);
        run.Redaction.Learn(Secrets(values));
        await using var session = new JourneySession(lease, run, proxy, values, run.Redaction.Redactor, clock)
        {
            RunLimit = limit,
            Wishes = route.Browser,
            RunDeadline = deadline,
            Live = route.Variables.Where(variable => variable.Maker.IsLive).ToDictionary(variable => variable.Name, variable => variable.Maker),
        };
        session.WatchScripts(Options.Integrity);
        try
        {
            await session.OpenAsync(deadline);
        }
        catch (TimeoutException)
        {
            // A slow machine is no lost browser: others may use it, so it only gets no further runs.
            lease.Retire();
            return Described(CheckResult.Unknown(Reasons.BrowserLost, Saying.Of("browser.slow", Saying.Seconds(limit))));
        }
        catch (PlaywrightException)
        {
            lease.Kill();
            return Described(CheckResult.Unknown(Reasons.BrowserLost, Saying.Of("browser.no-page")));
        }

        var evidence = new RunEvidence(session, Options.Evidence, clock);
        await evidence.BeginAsync(deadline);
        var report = await WalkAsync(session, evidence, deadline);
        var result = JourneyVerdict.Judge(report, budget);
        if (Options.Integrity is { } pages && session.Scripts is { } scripts)
        {
            result = await new IntegrityCheck(pages, run).JudgeAsync(result, scripts.Seen, token);
        }

        await evidence.CompleteAsync(report.HasFailed);
        return Described(result, PageWeight.Of(session.Traffic.All)) with { Maintenance = session.Traffic.Maintenance };
    }

    /// <summary>A browser that starts too slowly is the prober's fault; the lease that comes too late is given back.</summary>
    private async Task<LeaseAnswer> LeaseAsync(Deadline deadline)
    {
        var leasing = browsers.LeaseAsync(deadline.Token);
        try
        {
            return await deadline.OfAsync(leasing);
        }
        catch (TimeoutException)
        {
            _ = GiveBackAsync(leasing);
            return new(null, "The browser did not start within the run's time.");
        }
    }

    private static async Task GiveBackAsync(Task<LeaseAnswer> leasing)
    {
        try
        {
            if ((await leasing).Lease is { } late)
            {
                await late.DisposeAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // There is none.
        }
    }

    /// <summary>Kept back from the check's time-out for the picture, the finally steps and closing.</summary>
    /// <remarks>The runner leaves a run behind 2 s after its time-out: picture, finally steps and closing fit into reserve + 2 s.</remarks>
    internal static TimeSpan Reserve(TimeSpan timeout) =>
        TimeSpan.FromSeconds(Math.Min(timeout.TotalSeconds / 4, Math.Clamp(timeout.TotalSeconds / 10, 1, 2)));

    private async Task<JourneyReport> WalkAsync(JourneySession session, RunEvidence evidence, Deadline deadline)
    {
        var walker = new StepWalker(session, deadline, Observer)
        {
            Spare = Reserve(session.Run.Definition.Timeout) * 0.4,
            Evidence = evidence,
        };
        var began = clock.GetTimestamp();
        await route.WalkAsync(walker);
        var total = clock.GetElapsedTime(began);
        var failed = walker.Steps.Any(step => step.IsFatal);
        await evidence.CaptureAsync(failed, new Deadline(clock, deadline.Left < EvidenceTime ? deadline.Left : EvidenceTime, CancellationToken.None));
        var documents = session.Vitals.Documents;
        foreach (var document in documents)
        {
            document.Vitals.Write(document.Span, session.Redactor);
        }

        return new JourneyReport([.. walker.Steps.Select(step => step.With(Options.Limits.Exceeded(documents.Where(told => told.Step == step.Index).Select(told => told.Vitals))))], total)
        {
            Seen = Seen(session),
            LeftUndone = await FinallyAsync(session, deadline),
            Blocked = [.. session.Proxy.Failures.Where(failure => failure.Value.Reason == Reasons.BlockedByPolicy).Select(failure => failure.Key).Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>What is found beside the steps; it decides on nothing, except a limit that was set.</summary>
    private IReadOnlyList<Finding> Seen(JourneySession session) =>
    [
        .. Noise.Of(session.Traffic.All, session.Console.Lines, Options.Allow),
        .. PageWeight.Of(session.Traffic.All).Over(Options.Limits.Weight, Options.Limits.Requests) is { } heavy ? [heavy] : Array.Empty<Finding>(),
    ];

    /// <summary>Cleans up, whatever happened; returns what did not work.</summary>
    private async Task<IReadOnlyList<StepReport>> FinallyAsync(JourneySession session, Deadline run)
    {
        var least = (Reserve(session.Run.Definition.Timeout) / 2) + TimeSpan.FromSeconds(0.3);
        var limit = run.Left < least ? least : run.Left < FinallyTime ? run.Left : FinallyTime;
        var walker = new StepWalker(session, new Deadline(clock, limit, CancellationToken.None), Observer);
        await route.FinallyAsync(walker);
        return walker.Failures;
    }

    private Dictionary<string, string> ValuesOf(string runId)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { [Reading.Scope.Run] = runId };
        foreach (var variable in route.Variables)
        {
            values[variable.Name] = variable.Maker.Make(new(values, clock));
        }

        return values;
    }

    private IEnumerable<string> Secrets(Dictionary<string, string> values) => route.Variables
        .Where(variable => variable.Maker.IsSecret)
        .SelectMany(variable => new[] { values[variable.Name], variable.Maker.Seed ?? "" });

    /// <summary>Each result says whether Chromium had its sandbox, and what was loaded.</summary>
    private CheckResult Described(CheckResult result, PageWeight? weight = null) => result with
    {
        Attributes = new Dictionary<string, object>
        {
            [SyntheticTelemetry.Attributes.PageWeight] = weight?.Words ?? [],
            [SyntheticTelemetry.Attributes.Sandbox] = browsers.SandboxIsOn,
            [SyntheticTelemetry.Attributes.CheckTags] = route.Tags.ToArray(),
        },
    };
}
