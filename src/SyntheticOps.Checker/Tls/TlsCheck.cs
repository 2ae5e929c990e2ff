using SyntheticOps.Checks;

namespace SyntheticOps.Checker.Tls;

/// <summary>Looks at the TLS of one server and judges it.</summary>
internal sealed class TlsCheck(TlsCollector collector, TlsTarget target) : ICheck
{
    public async Task<CheckResult> RunAsync(CheckRun run, CancellationToken token) =>
        TlsVerdict.Judge(await collector.CollectAsync(target, run, token), target);
}
