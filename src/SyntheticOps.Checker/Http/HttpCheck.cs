using SyntheticOps.Checker.Http.Requests;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http;

/// <summary>Asks once, or step by step, and judges each answer.</summary>
internal sealed class HttpCheck(HttpTransport transport, HttpCheckOptions options) : ICheck
{
    public async Task<CheckResult> RunAsync(CheckRun run, CancellationToken token)
    {
        CheckResult? worst = null;
        foreach (var addresses in options.Addresses)
        {
            var result = await RunAsync(addresses, run, token);
            result = options.Addresses.Count > 1 ? HttpVerdict.Over(addresses, result) : result;
            worst = worst is null || Rank(result) > Rank(worst) ? result with { Findings = [.. worst?.Findings ?? [], .. result.Findings] } : worst with { Findings = [.. worst.Findings, .. result.Findings] };
        }

        return worst!;
    }

    private async Task<CheckResult> RunAsync(AddressChoice addresses, CheckRun run, CancellationToken token)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["run"] = run.RunId };
        var done = new List<(HttpStep Step, HttpExchange Exchange)>();
        for (var i = 0; i < options.Steps.Count; i++)
        {
            var step = options.Steps[i];
            var fault = options.IsNamed
                ? await CheckStep.RunAsync(i + 1, step.Name, cancel => AskAsync(step, addresses, values, done, run, cancel), token)
                : await AskAsync(step, addresses, values, done, run, token);
            if (fault is not null)
            {
                return HttpVerdict.Complete(fault, done.Count > 0 ? done[^1].Exchange : null);
            }
        }

        return HttpVerdict.Complete(HttpVerdict.JudgeTime(done, options), done[^1].Exchange);
    }

    /// <summary>Null when the answer is well; its values are then there for the next step.</summary>
    private async Task<CheckResult?> AskAsync(
        HttpStep step, AddressChoice addresses, Dictionary<string, string> values, List<(HttpStep Step, HttpExchange Exchange)> done, CheckRun run, CancellationToken token)
    {
        if (step.Resolve(values, addresses) is not { } fetch)
        {
            return CheckResult.Down(Reasons.AssertionFailed, Saying.Of("http.no-url", step.Name));
        }

        var exchange = await transport.FetchAsync(fetch, run, token);
        done.Add((step, exchange));
        if (HttpVerdict.Judge(exchange, step.Expectations) is { } fault)
        {
            return fault;
        }

        foreach (var capture in step.Captures)
        {
            if (capture.Take(exchange) is not { } value)
            {
                return HttpVerdict.NoValue(exchange, capture);
            }

            values[capture.Name] = value;
        }

        return null;
    }

    /// <summary>What is down counts most; what nobody knows counts more than slowness.</summary>
    private static int Rank(CheckResult result) => result.Outcome switch
    {
        Outcome.Down => 3,
        Outcome.Unknown => 2,
        Outcome.Degraded => 1,
        _ => 0,
    };
}
