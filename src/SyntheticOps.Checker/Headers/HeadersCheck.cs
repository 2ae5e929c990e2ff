using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Running;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checker.Headers;

/// <summary>Asks once, judges the headers by MDN Observatory's rules, and compares them with the approved ones.</summary>
internal sealed class HeadersCheck(HttpTransport transport, HeadersCheckOptions options) : ICheck
{
    public async Task<CheckResult> RunAsync(CheckRun run, CancellationToken token)
    {
        var exchange = await transport.FetchAsync(new HttpFetch(options.Target), run, token);
        var result = exchange.Failure is { } failure
            ? failure.ToResult()
            : exchange.Status is (>= 200 and < 400) or 401 or 403
                ? Judge(exchange)
                : CheckResult.Down(Reasons.ResponseStatus, $"{exchange.Url.IdnHost} answered {exchange.Status}, so its headers were not judged.");
        return result with { Maintenance = HttpTransport.Maintenance(exchange), Attributes = Attributes(exchange) };
    }

    private CheckResult Judge(HttpExchange exchange)
    {
        var facts = Facts(exchange);
        try
        {
            var approved = options.Baseline is null ? null : Approved(options.Baseline, facts.Auto!);
            return HeadersVerdict.Judge(facts, approved, options.GradeAtLeast);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return CheckResult.Unknown(Reasons.ProbeError, $"The baseline cannot be used: {e.Message}");
        }
    }

    /// <summary>The approved state; the first run approves what it sees.</summary>
    private static Baseline Approved(string path, Answer answer)
    {
        if (Baseline.Read(path) is { } approved)
        {
            return approved;
        }

        var now = Baseline.Of(answer);
        now.Write(path);
        return now;
    }

    private static HeaderFacts Facts(HttpExchange exchange)
    {
        var hops = exchange.Hops.Select(hop => new Answer(
            hop.Url, hop.Status, [.. hop.Headers.Select(header => KeyValuePair.Create(header.Name, header.Value))])).ToList();
        var last = hops[^1];
        var judged = hops.Where(hop => hop.IsHttps == last.IsHttps);
        return new()
        {
            Site = exchange.Requested,
            Https = last.IsHttps ? last : null,
            Http = last.IsHttps ? null : last,
            Cookies = [.. judged
                .SelectMany(hop => hop.Lines("set-cookie").Select(line => SetCookie.Parse(line, hop.Url)))
                .OfType<SetCookie>()
                .GroupBy(cookie => (cookie.Name, cookie.Domain, cookie.Path))
                .Select(group => group.Last())],
            Page = PageFacts.Read(last.Lines("content-type") is [var type, ..] ? type : null, exchange.Text()),
        };
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
