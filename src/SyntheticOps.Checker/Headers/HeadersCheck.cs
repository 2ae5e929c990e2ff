using System.Globalization;
using SyntheticOps.Checker.Headers.Capture;
using SyntheticOps.Checker.Headers.Lists;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Running;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checker.Headers;

/// <summary>Captures a site once, judges it by MDN Observatory's rules, and compares its headers with the approved ones.</summary>
internal sealed class HeadersCheck(SiteCapture capture, HeadersCheckOptions options) : IBaselineCheck
{
    public string? Baseline => options.Baseline;

    public async Task<CheckResult> RunAsync(CheckRun run, CancellationToken token)
    {
        try
        {
            var target = new CaptureTarget(
                options.Target,
                options.Counterpart,
                options.PublicSuffixes is null ? SiteNames.Guessed : new SiteNames(PublicSuffixes.Read(options.PublicSuffixes)),
                options.Preload is null ? null : PreloadList.Read(options.Preload));
            var site = await capture.CaptureAsync(target, run, token);
            return Judge(site) with { Maintenance = HttpTransport.Maintenance(site.Main.Exchange), Attributes = Attributes(site.Main.Exchange) };
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return CheckResult.Unknown(Reasons.ProbeError, Saying.Of("headers.file", e.Message));
        }
    }

    private CheckResult Judge(CapturedSite site)
    {
        var (main, facts) = (site.Main, site.Facts);
        if (main.Exchange.Failure is { } failure)
        {
            return (main.Fault ?? failure).ToResult();
        }

        var judged = facts.Auto is { Status: (>= 200 and < 400) or 401 or 403 } answer
            ? HeadersVerdict.Judge(facts, Approved(answer, main.Fault is null), options.GradeAtLeast)
            : CheckResult.Down(Reasons.ResponseStatus, Saying.Of("headers.answered", main.Exchange.Url.IdnHost, main.Exchange.Status.ToString(CultureInfo.InvariantCulture)));

        // Behind an invalid certificate customers see a warning instead of the page; its headers are judged for the report only.
        return main.Fault?.ToResult() is { } down ? down with { Findings = [.. down.Findings, .. judged.Findings] } : judged;
    }

    /// <summary>The approved state; the first run approves what it sees, provided that it knows who answered.</summary>
    private Headers.Baseline? Approved(Answer answer, bool isGenuine)
    {
        if (options.Baseline is null)
        {
            return null;
        }

        if (Headers.Baseline.Read(options.Baseline) is { } approved)
        {
            return approved;
        }

        var now = Headers.Baseline.Of(answer);
        if (isGenuine)
        {
            now.Write(options.Baseline);
        }

        return now;
    }

    private static Dictionary<string, object> Attributes(HttpExchange exchange)
    {
        var attributes = new Dictionary<string, object>
        {
            [Names.UrlFull] = UrlText.Redacted(exchange.Requested),
            [Names.ServerAddress] = exchange.Requested.IdnHost,
            [Names.ServerPort] = exchange.Requested.Port,
            [Names.RulesetVersion] = HeaderRules.Version,
        };
        if (exchange.Status > 0)
        {
            attributes[Names.HttpResponseStatusCode] = exchange.Status;
        }

        return attributes;
    }
}
