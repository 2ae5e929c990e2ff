using System.Globalization;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Running;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checker.Provider;

/// <summary>Reads the status page of a company that the shop depends on. A page that does not answer says nothing, never that all is well.</summary>
internal sealed class ProviderCheck(HttpTransport transport, TimeProvider clock, ProviderOptions options) : ICheck
{
    /// <summary>The form that the page answered last, so that it is asked once a run.</summary>
    private int _known = StatusForm.FirstFor(options.Page);

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
        var forms = StatusForm.All;
        for (var i = 0; i < forms.Count; i++)
        {
            var form = (Volatile.Read(ref _known) + i) % forms.Count;
            var exchange = await transport.FetchAsync(new HttpFetch(forms[form].UrlOf(options.Page)) { MayFail = true }, run, token);
            if (exchange.Failure is { } failure)
            {
                return failure.Outcome == Outcome.Unknown ? failure.ToResult() : CheckResult.Unknown(Reasons.SourceUnreachable, failure.Said);
            }

            if (exchange.Status >= 500 || exchange.Status == 429)
            {
                return CheckResult.Unknown(Reasons.SourceUnreachable, Saying.Of("provider.answered", options.Page.IdnHost, exchange.Status.ToString(CultureInfo.InvariantCulture)));
            }

            if (exchange is { Status: 200, BodyTruncated: false } && forms[form].Parse(exchange.Body, options, clock.GetUtcNow()) is { } status)
            {
                Volatile.Write(ref _known, form);
                return ProviderVerdict.Judge(status, options);
            }
        }

        var paths = string.Join(", ", forms.Select(form => form.PathOf(options.Page)).Where(path => path.Length > 0));
        return CheckResult.Unknown(Reasons.CannotVerify, Saying.Of("provider.no-form", options.Page.IdnHost, paths));
    }
}
