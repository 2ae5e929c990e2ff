using SyntheticOps.Checks;

namespace SyntheticOps.Checker.Http;

/// <summary>Asks once and judges the answer.</summary>
internal sealed class HttpCheck(HttpTransport transport, HttpCheckOptions options) : ICheck
{
    public async Task<CheckResult> RunAsync(CheckRun run, CancellationToken token) =>
        HttpVerdict.Judge(await transport.FetchAsync(options.Fetch, run, token), options);
}
