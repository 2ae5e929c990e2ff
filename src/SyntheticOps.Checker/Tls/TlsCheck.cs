using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tls;

/// <summary>Looks at the TLS of one server, judges it, and compares it with the approved state.</summary>
internal sealed class TlsCheck(TlsCollector collector, TlsTarget target, string? baseline = null) : IBaselineCheck
{
    public string? Baseline => baseline;

    public async Task<CheckResult> RunAsync(CheckRun run, CancellationToken token)
    {
        var seen = await collector.CollectAsync(target, run, token);
        var result = TlsVerdict.Judge(seen, target);
        try
        {
            return seen.Facts is { } facts && baseline is { } path ? Compared(result, facts, path) : result;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return CheckResult.Unknown(Reasons.ProbeError, Saying.Of("baseline.unusable", e.Message));
        }
    }

    /// <summary>The first run approves what it sees, provided that it knows who answered.</summary>
    private CheckResult Compared(CheckResult result, TlsFacts facts, string path)
    {
        var now = TlsBaseline.Of(facts);
        if (TlsBaseline.Read(path) is not { } approved)
        {
            if (facts.Chain.Trust != Trust.None && result.Outcome != Outcome.Down)
            {
                now.Write(path);
            }

            return result;
        }

        Finding[] drift = [.. approved.Drift(now, target.Host)];
        var worst = drift.MaxBy(finding => finding.Severity);
        var all = result with { Findings = [.. result.Findings, .. drift] };
        return worst is { Severity: not Severity.Info } && result.Outcome == Outcome.Up
            ? (all with { Outcome = Outcome.Degraded, Reason = Reasons.Finding }).With(Saying.Of(worst))
            : all;
    }
}
