using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SyntheticOps.Collector.Tests.Dashboard;

namespace SyntheticOps.Collector.Tests.Access;

public sealed class AccessTests(SeededDashboard dashboard) : IClassFixture<SeededDashboard>
{
    /// <summary>Everything that answers without a session or the operator key. Receiving asks for the ingest key or the secret of a heartbeat itself.</summary>
    private static readonly string[] Anonymous =
    [
        "GET /api/v2/status.json", "GET /api/v2/summary.json", "GET /assets/{name}", "GET /login", "GET /status", "GET /status/{site}", "POST /login", "POST /preferences",
        "* /alive", "* /health", "* /v1/logs", "* /v1/metrics", "* /v1/traces",
        "POST /opentelemetry.proto.collector.logs.v1.LogsService/Export", "POST /opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
        "POST /opentelemetry.proto.collector.trace.v1.TraceService/Export",
        "POST /api/v1/heartbeats/{check}", "POST /api/v1/heartbeats/{check}/{form}", "POST /{service}/{method}", "PUT /v1/artifacts/{run}/{name}",
    ];

    /// <summary>Routes of programs, which send a key and no cookie.</summary>
    private static readonly string[] Machines = ["api/", "v1/", "opentelemetry", "{service}"];

    private DashboardHost Host => dashboard.Host;

    private IEnumerable<RouteEndpoint> Endpoints => Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    [Fact]
    public void Endpoints_WithoutAuthorization_AreExactlyTheListed() =>
        Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).SelectMany(NamesOf)
            .Order(StringComparer.Ordinal).ShouldBe(Anonymous.Order(StringComparer.Ordinal));

    [Fact]
    public async Task EveryOtherEndpoint_WithoutSession_IsClosed()
    {
        using var browser = new Browser(Host.Url);
        var others = Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null).ToList();
        others.Count.ShouldBeGreaterThan(20);
        foreach (var endpoint in others)
        {
            var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
            // A POST comes with a form, as a browser sends it: without a body routing may answer 415 before anybody is asked who they are.
            var request = new HttpRequestMessage(new HttpMethod(method), PathOf(endpoint)) { Content = method == "POST" ? new FormUrlEncodedContent([]) : null };
            using var answer = await browser.SendAsync(request);

            var closed = answer.StatusCode == HttpStatusCode.Unauthorized
                || (answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location!.ToString().Contains("/login", StringComparison.Ordinal));
            closed.ShouldBeTrue($"{method} {PathOf(endpoint)}: {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task EveryForm_WithoutItsToken_IsRefused()
    {
        using var browser = await Browser.SignedInAsync(Host);
        var forms = Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
            .Where(endpoint => !Machines.Any(prefix => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith(prefix, StringComparison.Ordinal)))
            .ToList();
        forms.Count.ShouldBeGreaterThan(5);
        foreach (var form in forms)
        {
            form.Metadata.GetMetadata<IAntiforgeryMetadata>().ShouldNotBeNull().RequiresValidation.ShouldBeTrue(form.RoutePattern.RawText);

            using var none = await browser.PostAsync(PathOf(form), null, ("text", "x"));
            none.StatusCode.ShouldBe(HttpStatusCode.BadRequest, form.RoutePattern.RawText);
        }
    }

    [Fact]
    public async Task Form_WithTheTokenOfAnotherSession_IsRefused()
    {
        using var mine = await Browser.SignedInAsync(Host);
        using var theirs = new Browser(Host.Url);
        var stolen = Browser.FormToken(await theirs.TextAsync("/login"));
        stolen.ShouldNotBeEmpty();

        (await mine.PostAsync("/preferences", stolen, ("theme", "dark"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Login_LinkOpenedTwice_IsUsedUpOnlyByTheButton()
    {
        var link = await Browser.LoginLinkAsync(Host);
        using var preview = new Browser(Host.Url);
        (await preview.TextAsync(link)).ShouldContain("Sign in");
        using var browser = new Browser(Host.Url);
        using var other = new Browser(Host.Url);

        using var first = await browser.SignInAsync(link);
        using var second = await other.SignInAsync(link);

        first.StatusCode.ShouldBe(HttpStatusCode.Found);
        second.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var cookie = first.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("synops=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        (await browser.TextAsync("/")).ShouldContain("Overview");
    }

    [Fact]
    public async Task Logout_EndsTheSession()
    {
        using var browser = await Browser.SignedInAsync(Host);

        (await browser.SubmitAsync("/", "/logout")).StatusCode.ShouldBe(HttpStatusCode.Found);

        (await browser.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Api_WithASessionOnly_IsClosed()
    {
        using var browser = await Browser.SignedInAsync(Host);

        (await browser.GetAsync("/api/v1/incidents")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.PostAsync("/api/v1/login-links", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example:5100")]
    public async Task Request_ForAHostThatIsNotOurs_IsRefused(string host)
    {
        using var browser = new Browser(Host.Url);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/status") { Headers = { Host = host } };

        (await browser.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/status")]
    [InlineData("/login")]
    [InlineData("/nowhere")]
    [InlineData("/api/v1/incidents")]
    [InlineData("/api/v2/summary.json")]
    public async Task EveryAnswer_CarriesTheSecurityHeaders(string path)
    {
        using var browser = await Browser.SignedInAsync(Host);
        using var answer = await browser.GetAsync(path);

        string Header(string name) => answer.Headers.GetValues(name).Single();
        Header("Content-Security-Policy").ShouldContain("default-src 'none'");
        Header("Content-Security-Policy").ShouldContain("frame-ancestors 'none'");
        Header("Content-Security-Policy").ShouldNotContain("unsafe");
        Header("X-Content-Type-Options").ShouldBe("nosniff");
        Header("X-Frame-Options").ShouldBe("DENY");
        Header("Referrer-Policy").ShouldBe("same-origin");
        Header("Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        Header("Cross-Origin-Resource-Policy").ShouldBe("same-origin");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.Contains("Server").ShouldBeFalse();
        answer.Headers.Contains("blazor-enhanced-nav").ShouldBeFalse();
    }

    [Fact]
    public async Task LiveRefresh_IsAllowedOnlyWhereThePageUsesIt()
    {
        using var browser = await Browser.SignedInAsync(Host);

        (await browser.GetAsync("/")).Headers.GetValues("Content-Security-Policy").Single().ShouldContain("connect-src 'self'");
        (await browser.GetAsync("/traces")).Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("connect-src");
    }

    [Fact]
    public async Task Asset_UnderItsOwnAddress_IsKeptForAYear()
    {
        using var browser = new Browser(Host.Url);
        var page = await browser.TextAsync("/status");
        var css = page.Split("href=\"").Select(part => part.Split('"')[0]).Single(part => part.StartsWith("/assets/app.css", StringComparison.Ordinal));

        using var answer = await browser.GetAsync(css);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.Public.ShouldBeTrue();
        (await browser.GetAsync("/assets/other.js")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static IEnumerable<string> NamesOf(RouteEndpoint endpoint) =>
        (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]).Select(method => $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}");

    private static string PathOf(RouteEndpoint endpoint) =>
        "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
            .Replace("{run}/{name}", $"{SampleRuns.FailedRun}/x.txt", StringComparison.Ordinal)
            .Replace("{id}", "INC-1", StringComparison.Ordinal)
            .Replace("{name}", "home", StringComparison.Ordinal);
}
