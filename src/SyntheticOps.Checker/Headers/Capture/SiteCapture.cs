using SyntheticOps.Checker.Headers.Inspections;
using SyntheticOps.Checker.Headers.Lists;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;

namespace SyntheticOps.Checker.Headers.Capture;

/// <summary>
/// Does all the asking of a headers check: the https and the http session side by side, then preflight requests to where the
/// judged one ended. What is asked beside the target may fail or be late without harm to the run.
/// </summary>
internal sealed class SiteCapture(HttpTransport transport, TimeProvider clock)
{
    /// <summary>The origin that MDN's scanner sends; servers that allow it in particular would otherwise look different to us.</summary>
    private const string MdnOrigin = "https://http-observatory.security.mozilla.org";

    /// <summary>Shares of the timeout that end the other session and everything besides the target.</summary>
    private const double OtherShare = 0.4;

    private const double ExtraShare = 0.8;

    public async Task<CapturedSite> CaptureAsync(CaptureTarget target, CheckRun run, CancellationToken token)
    {
        using var otherLimit = Limit(run, OtherShare);
        using var extraLimit = Limit(run, ExtraShare);
        using var other = CancellationTokenSource.CreateLinkedTokenSource(token, otherLimit.Token);
        using var extra = CancellationTokenSource.CreateLinkedTokenSource(token, extraLimit.Token);
        var asked = OpenAsync(new HttpFetch(target.Url), new CheckRunScope(run, token));
        var beside = target.Counterpart is { } counterpart ? OpenAsync(new HttpFetch(counterpart) { MayFail = true }, new CheckRunScope(run, other.Token)) : null;
        var main = await asked;
        var side = beside is null ? null : await beside;
        var (https, http) = target.Url.Scheme == Uri.UriSchemeHttps ? (main, side) : (side, main);

        // A target on an unusual port without TLS that leads to https: that answer is all that is known of https.
        https ??= http is { Final.Url.Scheme: "https" } && target.Counterpart is null ? http : null;
        var judged = https?.Final is not null ? https : http ?? main;
        return new CapturedSite(main, await FactsAsync(target, https, http, judged, new CheckRunScope(run, extra.Token)));
    }

    private async Task<HeaderFacts> FactsAsync(CaptureTarget target, Session? https, Session? http, Session judged, CheckRunScope scope)
    {
        var final = judged.Final;
        return new()
        {
            Site = target.Url,
            Now = clock.GetUtcNow(),
            Names = target.Names,
            Preload = target.Preload,
            Https = https?.Final,
            CertificateValid = https?.Fault is null,
            Http = http?.Final,
            HttpChain = http?.Final is null ? [] : [.. http.Answers.Select(answer => answer.Url)],
            HttpChainValid = http?.Fault is null,
            Cors = final is null ? [] : await PreflightsAsync(final.Url, judged.Fault is null, scope),
            Cookies = Jar(judged, target.Names),
            Hops = final is null ? [] : [.. judged.Answers],
            SecurityTxt = final is null ? null : await SecurityTxtAsync(target.Url, judged.Fault is null, scope),
            Page = PageFacts.Read(final?.Lines("content-type") is [var type, ..] ? type : null, final is null ? "" : judged.Exchange.Text()),
        };
    }

    /// <summary>A second, made-up origin and `null` are asked only when the first answer lets somebody in with credentials.</summary>
    private async Task<IReadOnlyList<CorsAnswer>> PreflightsAsync(Uri url, bool verify, CheckRunScope scope)
    {
        List<CorsAnswer> answers = [];
        foreach (var origin in new[] { MdnOrigin, $"https://{Guid.NewGuid():n}.example", "null" })
        {
            var fetch = new HttpFetch(url)
            {
                Method = HttpMethod.Options,
                VerifyCertificate = verify,
                MayFail = true,
                Headers = [new("Origin", origin), new("Access-Control-Request-Method", "GET")],
            };
            var exchange = await transport.FetchAsync(fetch, scope.Run, scope.Token);
            if (exchange.Failure is not null || exchange.Status is < 200 or > 299)
            {
                break;
            }

            var allowed = exchange.HeaderValues("Access-Control-Allow-Origin").ToList();
            var credentials = exchange.HeaderValues("Access-Control-Allow-Credentials").FirstOrDefault()?.Trim();
            answers.Add(new(origin, allowed.Count > 0 ? string.Join(", ", allowed) : null, "true".Equals(credentials, StringComparison.OrdinalIgnoreCase)));
            if (!answers[0].AllowsCredentials)
            {
                break;
            }
        }

        return answers;
    }

    private async Task<SecurityTxtAnswer?> SecurityTxtAsync(Uri site, bool verify, CheckRunScope scope)
    {
        var standard = await AskAsync("/.well-known/security.txt");
        return standard is null || SecurityTxtInspection.IsFile(standard) ? standard
            : await AskAsync("/security.txt") is { } legacy && SecurityTxtInspection.IsFile(legacy) ? legacy with { IsLegacy = true } : standard;

        async Task<SecurityTxtAnswer?> AskAsync(string path)
        {
            var asked = new Uri(site, path);
            var session = new Session(await transport.FetchAsync(new HttpFetch(asked) { VerifyCertificate = verify, MayFail = true }, scope.Run, scope.Token), null);
            return session.Final is { } answer ? new(asked, answer, session.Exchange.Text()) : null;
        }
    }

    private static List<SetCookie> Jar(Session session, SiteNames names) => [.. session.Answers
        .SelectMany(answer => answer.Lines("set-cookie").Select(line => SetCookie.Parse(line, answer.Url, names)))
        .OfType<SetCookie>()
        .GroupBy(cookie => (cookie.Name, cookie.Domain, cookie.Path))
        .Select(group => group.Last())];

    private Task<Session> OpenAsync(HttpFetch fetch, CheckRunScope scope) => Session.OpenAsync(transport, fetch, scope);

    private CancellationTokenSource Limit(CheckRun run, double share) => new(run.Definition.Timeout * share, clock);
}

/// <summary>What to ask, and the lists to judge by.</summary>
/// <param name="Counterpart">The same page without TLS, or with it; null when nobody knows where.</param>
internal sealed record CaptureTarget(Uri Url, Uri? Counterpart, SiteNames Names, PreloadList? Preload);

/// <summary>What was seen.</summary>
/// <param name="Main">The session of the target itself.</param>
internal sealed record CapturedSite(Session Main, HeaderFacts Facts);
