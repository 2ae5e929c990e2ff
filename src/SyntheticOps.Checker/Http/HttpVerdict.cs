using System.Globalization;
using SyntheticOps.Checker.Http.Expectations;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Running;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checker.Http;

/// <summary>Judges an exchange; pure.</summary>
internal static class HttpVerdict
{
    public static CheckResult Judge(HttpExchange exchange, HttpCheckOptions options)
    {
        var result = exchange.Failure is { } failure ? failure.ToResult() : JudgeAnswer(exchange, options);
        return result with { Maintenance = HttpTransport.Maintenance(exchange), Attributes = Attributes(exchange) };
    }

    private static CheckResult JudgeAnswer(HttpExchange exchange, HttpCheckOptions options)
    {
        if (exchange.BodyTruncated)
        {
            return CheckResult.Down(
                Reasons.ResponseInvalid, $"The body from {exchange.Url.IdnHost} is longer than {HttpTransport.MaximumBody / 1024 / 1024} MiB.");
        }

        Finding[] findings = [.. options.Expectations.Select(expectation => expectation.Judge(exchange)).OfType<Finding>()];
        if (findings is [var first, ..])
        {
            var reason = options.Expectations[0] is StatusExpectation status && status.Judge(exchange) is not null
                ? Reasons.ResponseStatus
                : Reasons.AssertionFailed;
            return CheckResult.Down(reason, first.Text, findings);
        }

        return options.SlowAfter is { } limit && exchange.Timings.Total > limit ? Slow(exchange, limit) : CheckResult.Up();
    }

    private static CheckResult Slow(HttpExchange exchange, TimeSpan limit)
    {
        var seen = exchange.Timings.Total.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture) + " s";
        var most = limit.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture) + " s";
        var message = $"{exchange.Requested.IdnHost} took {seen}, more than {most}; {Slowest(exchange.Timings)} took longest.";
        return CheckResult.Degraded(
            Reasons.TooSlow, message, new Finding("too-slow", Severity.Warning, FindingKind.State, exchange.Requested.AbsolutePath, [seen, Durations.Format(limit)], message));
    }

    private static string Slowest(HttpTimings timings) => new[]
    {
        (Phase: "name resolution", Time: timings.Resolve),
        (Phase: "connecting", Time: timings.Connect),
        (Phase: "the TLS handshake", Time: timings.Tls),
        (Phase: "waiting for the first byte", Time: timings.Processing),
        (Phase: "the transfer", Time: timings.Transfer),
    }.MaxBy(phase => phase.Time).Phase;

    private static Dictionary<string, object> Attributes(HttpExchange exchange)
    {
        var attributes = new Dictionary<string, object>
        {
            [Names.UrlFull] = UrlText.Redacted(exchange.Requested),
            [Names.ServerAddress] = exchange.Requested.IdnHost,
            [Names.ServerPort] = exchange.Requested.Port,
        };
        if (exchange.Status > 0)
        {
            attributes[Names.HttpResponseStatusCode] = exchange.Status;
        }

        if (exchange.Peer is { } peer)
        {
            attributes[Names.NetworkPeerAddress] = peer.Address.ToString();
        }

        return attributes;
    }
}
