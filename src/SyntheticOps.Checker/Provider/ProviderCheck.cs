using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Running;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checker.Provider;

/// <summary>Reads the status page of a company that the shop depends on. A page that does not answer says nothing, never that all is well.</summary>
internal sealed class ProviderCheck(HttpTransport transport, ProviderOptions options) : ICheck
{
    private static readonly (string Path, Func<ReadOnlyMemory<byte>, ProviderStatus?> Parse)[] Forms =
    [
        (StatuspageSummary.Path, StatuspageSummary.Parse),
        (IncidentIoSummary.Path, IncidentIoSummary.Parse),
    ];

    public async Task<CheckResult> RunAsync(CheckRun run, CancellationToken token) => await LookAsync(run, token) with
    {
        Attributes = new Dictionary<string, object>
        {
            [Names.UrlFull] = UrlText.Redacted(options.Page),
            [Names.ServerAddress] = options.Page.IdnHost,
            [Names.ServerPort] = options.Page.Port,
        },
    };

    private async Task<CheckResult> LookAsync(CheckRun run, CancellationToken token)
    {
        foreach (var (path, parse) in Forms)
        {
            var exchange = await transport.FetchAsync(new HttpFetch(new Uri(options.Page, path)) { MayFail = true }, run, token);
            if (exchange.Failure is { } failure)
            {
                return failure.Outcome == Outcome.Unknown ? failure.ToResult() : CheckResult.Unknown(Reasons.SourceUnreachable, failure.Message);
            }

            if (exchange.Status >= 500 || exchange.Status == 429)
            {
                return CheckResult.Unknown(Reasons.SourceUnreachable, $"The status page {options.Page.IdnHost} answered {exchange.Status}.");
            }

            if (exchange is { Status: 200, BodyTruncated: false } && parse(exchange.Body) is { } status)
            {
                return ProviderVerdict.Judge(status, options);
            }
        }

        return CheckResult.Unknown(
            Reasons.CannotVerify, $"{options.Page.IdnHost} answers neither {StatuspageSummary.Path} (Statuspage) nor {IncidentIoSummary.Path} (incident.io).");
    }
}
