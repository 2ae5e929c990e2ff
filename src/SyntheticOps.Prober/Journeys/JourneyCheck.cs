using Microsoft.Playwright;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Network;
using SyntheticOps.Prober.Browser;
using SyntheticOps.Prober.Journeys.Running;
using SyntheticOps.Prober.Proxy;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Journeys;

/// <summary>Walks through a journey as a customer, in a browser of our own.</summary>
internal sealed class JourneyCheck(IJourneyRoute route, Budget budget, BrowserHost browsers, ProbeDialer dialer, TimeProvider clock) : ICheck
{
    /// <summary>For the finally steps of a run that has time left, and of one that has not.</summary>
    private static readonly TimeSpan FinallyTime = TimeSpan.FromSeconds(5);

    /// <summary>Watches the steps; null when nobody looks.</summary>
    public IStepObserver? Observer { get; init; }

    public async Task<CheckResult> RunAsync(CheckRun run, CancellationToken token)
    {
        if (route.Problem is { } problem)
        {
            return Described(CheckResult.Unknown(Reasons.ProbeError, problem));
        }

        var limit = run.Definition.Timeout - Reserve(run.Definition.Timeout);
        var deadline = new Deadline(clock, limit, token);
        var answer = await browsers.LeaseAsync(token);
        if (answer.Lease is null)
        {
            return Described(CheckResult.Unknown(Reasons.NoBrowser, answer.Problem!));
        }

        await using var lease = answer.Lease;
        await using var proxy = new ForwardProxy(dialer, run.Site);
        var values = ValuesOf(run.RunId);
        await using var session = new JourneySession(lease, run, proxy, values, new Redactor(Secrets(values)), clock)
        {
            RunLimit = limit,
            Live = route.Variables.Where(variable => variable.Maker.IsLive).ToDictionary(variable => variable.Name, variable => variable.Maker),
        };
        try
        {
            await session.OpenAsync(deadline);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            lease.Kill();
            return Described(CheckResult.Unknown(Reasons.BrowserLost, "The browser did not open a page for the run."));
        }

        var report = await WalkAsync(session, deadline);
        return Described(JourneyVerdict.Judge(report, budget)) with { Maintenance = session.Traffic.Maintenance };
    }

    /// <summary>Kept back from the check's time-out for the picture, the finally steps and closing.</summary>
    /// <remarks>The runner leaves a run behind 2 s after its time-out: picture, finally steps and closing fit into reserve + 2 s.</remarks>
    internal static TimeSpan Reserve(TimeSpan timeout) =>
        TimeSpan.FromSeconds(Math.Min(timeout.TotalSeconds / 4, Math.Clamp(timeout.TotalSeconds / 10, 1, 2)));

    private async Task<JourneyReport> WalkAsync(JourneySession session, Deadline deadline)
    {
        var walker = new StepWalker(session, deadline, Observer) { Spare = Reserve(session.Run.Definition.Timeout) * 0.4 };
        var began = clock.GetTimestamp();
        await route.WalkAsync(walker);
        var total = clock.GetElapsedTime(began);
        return new JourneyReport(walker.Steps, total)
        {
            LeftUndone = await FinallyAsync(session, deadline),
            Blocked = [.. session.Proxy.Failures.Where(failure => failure.Value.Reason == Reasons.BlockedByPolicy).Select(failure => failure.Key).Order(StringComparer.Ordinal)],
        };
    }

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

    /// <summary>Each result says whether Chromium had its sandbox.</summary>
    private CheckResult Described(CheckResult result) => result with
    {
        Attributes = new Dictionary<string, object>
        {
            [SyntheticTelemetry.Attributes.Sandbox] = browsers.SandboxIsOn,
            [SyntheticTelemetry.Attributes.CheckTags] = route.Tags.ToArray(),
        },
    };
}
