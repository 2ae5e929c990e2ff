using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SyntheticOps.Checks.Artifacts;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Redaction;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks.Running;

/// <summary>Runs a check once and owns what all checks have in common: timeout, clock, catch, span, metrics and report.</summary>
public sealed class CheckRunner
{
    /// <summary>A check that ignores its deadline is left behind after this.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait for what a check needs of the probe itself.</summary>
    private static readonly TimeSpan ReadyPatience = TimeSpan.FromSeconds(60);

    private readonly SyntheticsConfiguration _configuration;
    private readonly RunnerSettings _settings;
    private readonly RunTelemetry _telemetry;
    private readonly RunMetrics _metrics;
    private readonly Redactor _redactor;
    private readonly UnfinishedRuns _unfinished;
    private readonly SpoolSlot _spool;
    private readonly IRunObserver[] _observers;
    private readonly TimeProvider _clock;
    private readonly ClockWatch _watch;
    private readonly ILogger _logger;

    internal CheckRunner(
        SyntheticsConfiguration configuration,
        RunnerSettings settings,
        RunTelemetry telemetry,
        RunMetrics metrics,
        Redactor redactor,
        UnfinishedRuns unfinished,
        SpoolSlot spool,
        IEnumerable<IRunObserver> observers,
        TimeProvider clock,
        ILogger<CheckRunner> logger)
    {
        (_configuration, _settings, _telemetry, _metrics, _redactor, _unfinished) = (configuration, settings, telemetry, metrics, redactor, unfinished);
        (_spool, _observers, _clock, _watch, _logger) = (spool, [.. observers], clock, new ClockWatch(clock), logger);
    }

    /// <summary>Runs the check once. It never throws: our own faults are `unknown`.</summary>
    /// <param name="trigger">One of <see cref="Triggers"/>.</param>
    /// <param name="attempt">1 for the first look, 2 and on for each further one while the check is not up.</param>
    public Task<RunReport> RunAsync(CheckDefinition definition, string trigger, int attempt, CancellationToken token) =>
        RunAsync(definition, trigger, attempt, default, token);

    /// <summary>The same, told of the failures before it.</summary>
    public async Task<RunReport> RunAsync(CheckDefinition definition, string trigger, int attempt, EarlierRuns earlier, CancellationToken token)
    {
        var traceId = ActivityTraceId.CreateRandom();
        var began = _watch.Look();
        var start = Begin(definition, traceId.ToHexString(), trigger, attempt, began.Wall);
        var redaction = new RunRedaction(_redactor);
        var root = _telemetry.Start(traceId, start.StartedAt, redaction);
        RootSpan.Describe(root, start, _configuration.Hash);
        var artifacts = new RunArtifacts(start.RunId, _spool.Spool, _settings.ArtifactFolder, redaction, _clock, _logger);
        var run = Tell(definition, start, artifacts, redaction);
        var result = redaction.Clean(await ReadyAsync(run, token) ?? await JudgeAsync(run, root, token));
        result = FlakyRule.Judge(result, definition, earlier);
        if (!RootSpan.Fits(result, artifacts.Notes.Count))
        {
            await artifacts.AddAsync("findings.json", "application/json", Json(result.Findings), CancellationToken.None);
        }

        var duration = _clock.GetElapsedTime(began.Monotonic);
        Flag(root, definition, _watch.SkewOf(definition.Name, began));
        RootSpan.Judge(root, result, artifacts.Notes);
        root.SetEndTime((start.StartedAt + duration).UtcDateTime);
        var spans = _telemetry.Complete(root, () => _unfinished.End(start.RunId));
        _unfinished.End(start.RunId);
        var report = new RunReport
        {
            RunId = start.RunId,
            Definition = definition,
            Location = _settings.Location,
            Trigger = trigger,
            Attempt = attempt,
            Result = result,
            StartedAt = start.StartedAt,
            Duration = duration,
            Steps = Steps.Of(spans),
            Artifacts = artifacts.Notes,
        };
        Publish(report);
        return report;
    }

    private RunStart Begin(CheckDefinition definition, string runId, string trigger, int attempt, DateTimeOffset now)
    {
        var start = new RunStart
        {
            RunId = runId,
            Check = definition.Name,
            Type = definition.Type,
            Site = definition.Site,
            Url = UrlText.Redacted(_configuration.Sites[definition.Site].Url),
            Trigger = trigger,
            Attempt = attempt,
            StartedAt = now,
            Timeout = definition.Timeout,
        };
        _unfinished.Begin(start);
        return start;
    }

    private CheckRun Tell(CheckDefinition definition, RunStart start, RunArtifacts artifacts, RunRedaction redaction) => new()
    {
        RunId = start.RunId,
        Definition = definition,
        Site = _configuration.Sites[definition.Site],
        Trigger = start.Trigger,
        Attempt = start.Attempt,
        Identity = new ProbeIdentity(start.RunId, _settings.ProbeKey, _clock),
        Redaction = redaction,
        Artifacts = artifacts,
    };

    /// <summary>Null when the run may begin. Nothing that goes wrong here is the site's.</summary>
    private async Task<CheckResult?> ReadyAsync(CheckRun run, CancellationToken token)
    {
        if (_configuration.Runnable[run.Definition.Name] is not IReadyCheck check)
        {
            return null;
        }

        try
        {
            return await Task.Run(() => check.ReadyAsync(token), CancellationToken.None).WaitAsync(ReadyPatience, _clock, token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return Stopped();
        }
        catch (Exception e) when (!token.IsCancellationRequested)
        {
            _logger.CheckFailed(e, run.Definition.Name, run.RunId);
            return CheckResult.Unknown(Reasons.ProbeError, Saying.Of("run.not-ready"));
        }
    }

    /// <summary>The boundary: whatever a check does becomes a result in time.</summary>
    private async Task<CheckResult> JudgeAsync(CheckRun run, Activity root, CancellationToken token)
    {
        var timeout = run.Definition.Timeout;
        using var limit = new CancellationTokenSource(timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        using var left = new CancellationTokenSource(timeout + Grace, _clock);
        await using var stopping = token.UnsafeRegister(state => ((CancellationTokenSource)state!).CancelAfter(Grace), left);
        try
        {
            var check = _configuration.Runnable[run.Definition.Name];
            var result = await Task.Run(() => check.RunAsync(run, either.Token), CancellationToken.None).WaitAsync(left.Token);
            return token.IsCancellationRequested && result.Outcome != Outcome.Up ? Stopped() : result;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return Stopped();
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return CheckResult.Down(Reasons.Timeout, Saying.Of("run.timeout", Saying.Duration(timeout)));
        }
        catch (Exception e) when (!token.IsCancellationRequested)
        {
            run.Redaction.AddException(root, e);
            _logger.CheckFailed(e, run.Definition.Name, run.RunId);
            return CheckResult.Unknown(Reasons.ProbeError, Saying.Of("run.failed"));
        }
    }

    private static CheckResult Stopped() =>
        CheckResult.Unknown(Reasons.Aborted, Saying.Of("run.stopped"));

    private static byte[] Json(IReadOnlyList<Finding> findings) => JsonSerializer.SerializeToUtf8Bytes(
        findings.Select(finding => new
        {
            code = finding.Code,
            severity = finding.Severity.Word(),
            kind = finding.Kind.Word(),
            subject = finding.Subject,
            args = finding.Args,
            text = finding.Text,
        }));

    /// <summary>The times of this run, or of the one before it, are wrong by so much.</summary>
    private void Flag(Activity root, CheckDefinition definition, TimeSpan? skew)
    {
        if (skew is { } by)
        {
            RootSpan.Flag(root, by);
            _logger.ClockWasSet(definition.Name, by.TotalSeconds);
        }
    }

    private void Publish(RunReport report)
    {
        _metrics.Add(report);
        foreach (var observer in _observers)
        {
            observer.RunFinished(report);
        }
    }
}
