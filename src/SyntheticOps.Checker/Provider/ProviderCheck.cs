using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Running;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checker.Provider;

/// <summary>Reads the status page of a company that the shop depends on. A page that does not answer says nothing, never that all is well.</summary>
internal sealed class ProviderCheck(HttpTransport transport, ProviderOptions options) : ICheck
{
    private readonly (string Path, Func<ReadOnlyMemory<byte>, ProviderStatus?> Parse)[] _forms =
    [
        (StatuspageSummary.Path, StatuspageSummary.Parse),
        (IncidentIoSummary.Path, IncidentIoSummary.Parse),
        ($"/proxy/{options.Page.IdnHost}", IncidentIoProxy.Parse),
    ];

    /// <summary>The form that the page answered last, so that it is asked once a run.</summary>
    private int _known;

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
        for (var i = 0; i < _forms.Length; i++)
        {
            var form = (Volatile.Read(ref _known) + i) % _forms.Length;
            var exchange = await transport.FetchAsync(new HttpFetch(UrlOf(_forms[form].Path)) { MayFail = true }, run, token);
            if (exchange.Failure is { } failure)
            {
                return failure.Outcome == Outcome.Unknown ? failure.ToResult() : CheckResult.Unknown(Reasons.SourceUnreachable, failure.Message);
            }

            if (exchange.Status >= 500 || exchange.Status == 429)
            {
                return CheckResult.Unknown(Reasons.SourceUnreachable, $"The status page {options.Page.IdnHost} answered {exchange.Status}.");
            }

            if (exchange is { Status: 200, BodyTruncated: false } && _forms[form].Parse(exchange.Body) is { } status)
            {
                Volatile.Write(ref _known, form);
                return ProviderVerdict.Judge(status, options);
            }
        }

        return CheckResult.Unknown(
            Reasons.CannotVerify, $"{options.Page.IdnHost} is no status page of a known form: {string.Join(", ", _forms.Select(form => form.Path))}.");
    }

    /// <summary>A page may stand below a path, such as one for each region.</summary>
    private Uri UrlOf(string path) => new(options.Page, options.Page.AbsolutePath.TrimEnd('/') + path);
}
