using System.Globalization;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Network;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http;

/// <summary>
/// Sends a request, follows redirects by hand and gathers what was seen: one attempt is one connection a hop
/// (unless the run keeps them), each hop is judged by the address policy again, nothing is retried. Every fault is a value.
/// </summary>
internal sealed class HttpTransport(ProbeDialer dialer, TimeProvider clock)
{
    public const int MaximumRedirects = 10;

    /// <summary>Bytes, decompressed.</summary>
    public const int MaximumBody = 5 * 1024 * 1024;

    public async Task<HttpExchange> FetchAsync(HttpFetch fetch, CheckRun run, CancellationToken token)
    {
        var started = clock.GetTimestamp();
        var exchange = new HttpExchange { Requested = fetch.Url, Url = fetch.Url, Timings = new HttpTimings() };
        for (var redirects = 0; ; redirects++)
        {
            exchange = await new HttpHopRequest(dialer, clock, fetch, run, redirects).SendAsync(exchange, token);
            exchange = exchange with { Timings = exchange.Timings with { Total = clock.GetElapsedTime(started) } };
            if (exchange.Failure is not null || fetch.MaximumRedirects == 0 || Target(exchange) is not { } location)
            {
                return exchange;
            }

            if (redirects >= fetch.MaximumRedirects)
            {
                return exchange with { Failure = Invalid("redirect-limit", Saying.Of("http.redirects", fetch.Url.IdnHost, fetch.MaximumRedirects.ToString(CultureInfo.InvariantCulture))) with { IsRedirectLimit = true } };
            }

            if (!Uri.TryCreate(exchange.Url, location, out var next) || next.Scheme is not ("http" or "https") || next.UserInfo.Length > 0)
            {
                return exchange with { Failure = Invalid("redirect-place", Saying.Of("http.redirect-place", exchange.Url.IdnHost)) };
            }

            exchange = exchange with { Url = next };
            if (fetch.Seen is { } seen && await seen(exchange, fetch, token) is { } known)
            {
                return known;
            }
        }
    }

    /// <summary>What the gateway in front of the site says of maintenance; null when it says nothing.</summary>
    public static bool? Maintenance(HttpExchange exchange) => exchange.HeaderValues(Names.Headers.Maintenance).FirstOrDefault() switch
    {
        "on" => true,
        "off" => false,
        _ => null,
    };

    private static string? Target(HttpExchange exchange) =>
        exchange.Status is 301 or 302 or 303 or 307 or 308 ? exchange.HeaderValues("Location").FirstOrDefault() : null;

    private static HttpFailure Invalid(string code, Saying said) => HttpFailure.Down(Reasons.ResponseInvalid, said) with { Code = code };
}
