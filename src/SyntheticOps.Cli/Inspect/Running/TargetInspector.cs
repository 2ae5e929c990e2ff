using System.Diagnostics;
using SyntheticOps.Checker.Headers.Capture;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checker.Tls;
using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Artifacts;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;
using SyntheticOps.Checks.Running;
using SyntheticOps.Cli.Inspect.Hooks;
using SyntheticOps.Cli.Inspect.Targets;

namespace SyntheticOps.Cli.Inspect.Running;

/// <summary>Inspects one target: its checks side by side, each below the deadline of the target, each fault a sentence.</summary>
internal sealed class TargetInspector(InspectHooks hooks, TimeSpan timeout, TimeProvider clock) : IDisposable
{
    /// <summary>TLS inspections at a time: each holds up to five connections, and a slow answer would look like a refusal.</summary>
    private const int TlsAtOnce = 8;

    /// <summary>After that share of the time a target is judged by the side that answered.</summary>
    private const double MainShare = 0.5;

    private readonly ChainBuilder _chains = new(clock);

    private readonly DnsInspection _dns = new(hooks, clock);

    private readonly SemaphoreSlim _tls = new(TlsAtOnce);

    public void Dispose() => _tls.Dispose();

    public async Task<TargetReport> InspectAsync(Target target, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, limit.Token);
        var dialer = _dns.Dialer(target);
        var transport = new HttpTransport(dialer, clock);
        var run = RunOf(target);
        var checks = target.Checks.ToHashSet();
        var headers = Task.FromResult<(HeadersSection?, Section?)>((null, null));
        if (checks.Contains(Target.Headers))
        {
            headers = GuardAsync<(HeadersSection?, Section?)>(() => HeadersAsync(transport, target, run, either.Token), error => (new() { Error = error }, checks.Contains(Target.SecurityTxt) ? new() { Error = error } : null), token);
        }
        else if (checks.Contains(Target.SecurityTxt))
        {
            headers = GuardAsync<(HeadersSection?, Section?)>(async () => (null, await SecurityTxtAsync(transport, target, run, either.Token)), error => (null, new() { Error = error }), token);
        }

        var tls = checks.Contains(Target.Tls) ? GuardAsync<Section?>(() => TlsAsync(dialer, target, run, token), Failed, token) : Task.FromResult<Section?>(null);
        var dns = checks.Contains(Target.Dns) ? GuardAsync<Section?>(async () => await _dns.InspectAsync(target, run, either.Token), Failed, token) : Task.FromResult<Section?>(null);
        var (seen, securityTxt) = await headers;
        var report = new TargetReport(target) { Headers = seen, SecurityTxt = securityTxt, Tls = await tls, Dns = await dns };

        // What was broken off by us says nothing about the target.
        token.ThrowIfCancellationRequested();
        return report;
    }

    private async Task<(HeadersSection?, Section?)> HeadersAsync(HttpTransport transport, Target target, CheckRun run, CancellationToken token)
    {
        var withText = target.Checks.Contains(Target.SecurityTxt);
        var capture = new SiteCapture(transport, clock);
        var asked = new CaptureTarget(target.Url!, target.Counterpart, hooks.Names, target.Preload ?? hooks.Preload) { MainShare = MainShare, SecurityTxt = withText };
        var site = await capture.CaptureAsync(asked, run, token);
        var section = HeadersJudging.Judge(site);
        return (section, withText ? HeadersJudging.JudgeSecurityTxt(target.Url!, site.Facts.SecurityTxt, clock.GetUtcNow()) : null);
    }

    private async Task<Section> SecurityTxtAsync(HttpTransport transport, Target target, CheckRun run, CancellationToken token)
    {
        using var kept = new KeptConnections();
        var answer = await new SecurityTxtCapture(transport).CaptureAsync(target.Url!, verify: true, new(run, kept, token));
        return HeadersJudging.JudgeSecurityTxt(target.Url!, answer, clock.GetUtcNow());
    }

    /// <summary>Waiting for a place is not the target's time.</summary>
    private async Task<Section?> TlsAsync(ProbeDialer dialer, Target target, CheckRun run, CancellationToken token)
    {
        await _tls.WaitAsync(token);
        try
        {
            using var limit = new CancellationTokenSource(timeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(token, limit.Token);
            var asked = new TlsTarget { Host = target.Url!.IdnHost.Trim('[', ']'), Port = target.Url.Scheme == Uri.UriSchemeHttps ? target.Url.Port : 443, ByPublicRules = true };
            return SectionOf(TlsVerdict.Judge(await new TlsCollector(dialer, _chains, clock).CollectAsync(asked, run, either.Token), asked));
        }
        finally
        {
            _tls.Release();
        }
    }

    /// <summary>A verdict with findings speaks for itself; without any, its message says why.</summary>
    public static Section SectionOf(CheckResult result) =>
        new() { Outcome = result.Outcome, Findings = result.Findings, Error = result.Findings.Count == 0 ? result.Message : null };

    private static Section? Failed(string error) => new() { Outcome = ServiceDefaults.Telemetry.Outcome.Unknown, Error = error };

    /// <summary>The boundary: whatever one target does to one check ends as a sentence about it.</summary>
    private async Task<T> GuardAsync<T>(Func<Task<T>> look, Func<string, T> failed, CancellationToken token)
    {
        try
        {
            return await look();
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return failed($"Not finished within {Durations.Format(timeout)}.");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return failed($"synops failed here, and this is a fault of its own: {e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>A site of nobody's: no origin is own, so nothing that identifies a run is sent.</summary>
    private CheckRun RunOf(Target target)
    {
        var id = ActivityTraceId.CreateRandom().ToHexString();
        return new()
        {
            RunId = id,
            Definition = new()
            {
                Name = InspectCommand.Name,
                Site = InspectCommand.Name,
                Type = InspectCommand.Name,
                Every = timeout,
                Timeout = timeout,
                Confirm = new Confirmation(1, 1, timeout),
            },
            Site = new()
            {
                Name = InspectCommand.Name,
                DisplayName = target.Host,
                Url = target.Url ?? new Uri("https://localhost"),
                CaFile = target.CaFile ?? hooks.CaFile,
                Reach = hooks.Reach,
            },
            Trigger = Triggers.Manual,
            Identity = new ProbeIdentity(id, null, clock),
            Artifacts = new NoArtifacts(),
        };
    }

    private sealed class NoArtifacts : IArtifactSink
    {
        public Task AddAsync(string name, string mediaType, ReadOnlyMemory<byte> content, CancellationToken token) => Task.CompletedTask;
    }
}
