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

    /// <summary>As browsers and MDN's scanner ask for a page.</summary>
    private const string Page = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private readonly SecurityTxtCapture _securityTxt = new(transport);

    public async Task<CapturedSite> CaptureAsync(CaptureTarget target, CheckRun run, CancellationToken token)
    {
        using var kept = new KeptConnections();
        using var otherLimit = Limit(run, OtherShare);
        using var extraLimit = Limit(run, ExtraShare);
        using var mainLimit = Limit(run, target.MainShare);
        using var other = CancellationTokenSource.CreateLinkedTokenSource(token, otherLimit.Token);
        using var own = CancellationTokenSource.CreateLinkedTokenSource(token, mainLimit.Token);
        using var extra = CancellationTokenSource.CreateLinkedTokenSource(token, extraLimit.Token);
        var asked = OpenAsync(PageOf(target.Url, target), new CheckRunScope(run, kept, own.Token));
        var beside = target.Counterpart is { } counterpart
            ? OpenAsync(PageOf(counterpart, target) with { MayFail = true, Seen = new SeenSession(target.Url, asked).FindAsync }, new CheckRunScope(run, kept, other.Token))
            : null;
        var main = await asked;
        var side = beside is null ? null : await beside;
        var (https, http) = target.Url.Scheme == Uri.UriSchemeHttps ? (main, side) : (side, main);

        // A target on an unusual port without TLS that leads to https: that answer is all that is known of https.
        https ??= http is { Final.Url.Scheme: "https" } && target.Counterpart is null ? http : null;
        var judged = https?.Final is not null ? https : http ?? main;
        return new CapturedSite(main, await FactsAsync(target, https, http, judged, new CheckRunScope(run, kept, extra.Token)));
    }

    private async Task<HeaderFacts> FactsAsync(CaptureTarget target, Session? https, Session? http, Session judged, CheckRunScope scope)
    {
        var final = judged.Final;
        var type = final?.Lines("content-type") is [var first, ..] ? first : null;
        var text = final is null ? "" : judged.Exchange.Text();
        var securityTxt = final is null || !target.SecurityTxt ? Task.FromResult<SecurityTxtAnswer?>(null) : _securityTxt.CaptureAsync(target.Url, judged.Fault is null, scope);
        var cors = final is null ? [] : await PreflightsAsync(final.Url, judged.Fault is null, scope);
        return new()
        {
            Site = target.Url,
            Now = clock.GetUtcNow(),
            Names = target.Names,
            Preload = target.Preload,
            Https = https?.Final,
            CertificateValid = https?.Fault is null,
            Http = http?.Final,
            HttpChain = http?.Final is { } last ? [.. http.Answers.Select(answer => answer.Url), .. Nowhere(last)] : [],
            HttpChainValid = http?.Fault is null,
            Cors = cors,
            Cookies = Jar(judged, target.Names),
            Hops = final is null ? [] : [.. judged.Answers],
            SecurityTxt = await securityTxt,
            Page = PageFacts.Read(type, text),
            PageByStandard = type is not null && PageFacts.IsHtmlByStandard(type) ? PageFacts.Read("text/html", text) : null,
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
                Kept = scope.Kept,
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

    private HttpFetch PageOf(Uri url, CaptureTarget target) => new(url)
    {
        Accept = Page,
        Cookies = (hops, next) => SessionCookies.For(hops, next, target.Names, clock.GetUtcNow()),
    };

    /// <summary>MDN's scanner takes a redirect without Location for one to another page of the same host, and so may a browser's user: nothing secure comes of it.</summary>
    private static IEnumerable<Uri> Nowhere(Answer last) =>
        last.Status is 301 or 302 or 303 or 307 or 308 && last.Lines("location").Count == 0 ? [last.Url] : [];

    /// <summary>A cookie that an earlier answer took away is gone when the last one comes; what the last one takes away is judged, as MDN does, unless the certificate is invalid: then its scanner asks once more.</summary>
    private List<SetCookie> Jar(Session session, SiteNames names)
    {
        var (answers, now) = (session.Answers.ToList(), clock.GetUtcNow());
        return
        [
            .. answers.SelectMany((answer, index) => answer.Lines("set-cookie").Select(line => (IsLast: index == answers.Count - 1, Cookie: SetCookie.Parse(line, answer.Url, names))))
                .Where(sent => sent.Cookie is not null)
                .GroupBy(sent => (sent.Cookie!.Name, sent.Cookie.Domain, sent.Cookie.Path))
                .Select(group => group.Last())
                .Where(kept => (kept.IsLast && session.Fault is null) || !kept.Cookie!.IsDeletion(now))
                .Select(kept => kept.Cookie!),
        ];
    }

    private Task<Session> OpenAsync(HttpFetch fetch, CheckRunScope scope) => Session.OpenAsync(transport, fetch, scope);

    private CancellationTokenSource Limit(CheckRun run, double share) => new(run.Definition.Timeout * share, clock);
}

/// <summary>What to ask, and the lists to judge by.</summary>
/// <param name="Counterpart">The same page without TLS, or with it; null when nobody knows where.</param>
internal sealed record CaptureTarget(Uri Url, Uri? Counterpart, SiteNames Names, PreloadList? Preload)
{
    /// <summary>Share of the timeout after which the other side is judged alone; the whole by default, because a target that does not answer is down.</summary>
    public double MainShare { get; init; } = 1;

    /// <summary>Whether to ask for security.txt too.</summary>
    public bool SecurityTxt { get; init; } = true;
}

/// <summary>What was seen.</summary>
/// <param name="Main">The session of the target itself.</param>
internal sealed record CapturedSite(Session Main, HeaderFacts Facts);
