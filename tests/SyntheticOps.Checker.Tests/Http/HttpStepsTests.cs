using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checker.Tests.Http;

/// <summary>Several requests with values taken from earlier answers, and one request over one kind of address.</summary>
public sealed class HttpStepsTests
{
    private const string Login = """
        {http: {steps: [
          {name: login, request: POST /login, json: {user: anna, password: "p\"$$w", tries: 1, again: false}, expect: {status: 201},
           set: {token: {json: $.token}, id: {header: X-Id}, session: {cookie: sid}, csrf: {regex: 'csrf=(\w+)'}}},
          {name: me, request: GET /users/$id?run=$run, headers: {Authorization: "Bearer $token", Cookie: "sid=$session"}, expect: {json: {$.csrf: c1}}},
          {name: rename, request: PUT /users/$id, form: {csrf: $csrf, name: a b&c}, expect: {text: done}}]}}
        """;

    [Fact]
    public async Task Run_Steps_HandOnWhatTheyTook()
    {
        var seen = new ConcurrentQueue<string>();
        using var listener = Listen(out var spans);
        await using var server = await StartAsync(seen);

        var result = await Probe.CheckAsync(server.Url, Login);

        result.Outcome.ShouldBe(Outcome.Up, result.Message);
        seen.ShouldBe(
        [
            """POST /login {"user":"anna","password":"p\u0022$w","tries":1,"again":false} application/json""",
            $"GET /users/a%2Fb?run={Probe.RunId} Bearer t&1 sid=s1",
            "PUT /users/a%2Fb csrf=c1&name=a%20b%26c application/x-www-form-urlencoded",
        ]);
        spans.Where(span => span.OperationName == SyntheticTelemetry.Spans.Step && Equals(span.GetTagItem(Names.StepOutcome), "up")).Select(span => span.GetTagItem(Names.StepName)).ShouldBe(["login", "me", "rename"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("login", 500, "response_status", "127.0.0.1 answered 500 instead of 201.")]
    [InlineData("me", 404, "response_status", "127.0.0.1 answered 404 instead of 2xx.")]
    [InlineData("rename", 303, "response_status", "127.0.0.1 answered 303 instead of 2xx.")]
    public async Task Run_FailingStep_IsNamedAndEndsTheRun(string step, int status, string reason, string message)
    {
        var seen = new ConcurrentQueue<string>();
        await using var server = await StartAsync(seen, step, status);

        var result = await Probe.CheckAsync(server.Url, Login);

        (result.Outcome, result.Reason, result.FailedStep, result.Message).ShouldBe((Outcome.Down, reason, step, message));
        seen.Count.ShouldBe(Array.IndexOf(["login", "me", "rename"], step) + 1);
    }

    [Theory]
    [InlineData("json: $.nothing", "$.nothing")]
    [InlineData("json: $.list", "$.list")]
    [InlineData("header: X-None", "the header X-None")]
    [InlineData("cookie: none", "the cookie none")]
    [InlineData("regex: nothing", "the pattern")]
    public async Task Run_ValueThatIsNotThere_FailsTheStepThatWasToTakeIt(string from, string shown)
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"list\": []}");

        var result = await Probe.CheckAsync(server.Url, "{http: {steps: [{name: one, request: GET /, set: {a: {" + from + "}}}, {request: GET /$a}]}}");

        (result.Reason, result.FailedStep).ShouldBe(("assertion_failed", "one"));
        result.Message.ShouldBe($"The answer of 127.0.0.1 has no usable value at {shown} for $a.");
    }

    [Fact]
    public async Task Run_ValueWithALineBreak_IsNoneOfOurs()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{\"a\": \"x\\r\\nEvil: yes\"}");

        (await Probe.CheckAsync(server.Url, "{http: {steps: [{request: GET /, set: {a: {json: $.a}}}, {name: two, request: GET /, headers: {B: $a}}]}}"))
            .FailedStep.ShouldBe("GET /");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Run_SlowSteps_NameTheSlowest()
    {
        await using var server = new RawServer(async (stream, number, token) =>
        {
            await Task.Delay(number == 2 ? 600 : 1, token);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), token);
        });

        var result = await Probe.CheckAsync(server.Url, "{http: {steps: [{name: a, request: GET /a}, {name: b, request: GET /b}, {name: c, request: GET /c}]}, degraded: {total: 500ms}}");

        (result.Outcome, result.Reason, result.FailedStep).ShouldBe((Outcome.Degraded, "too_slow", "b"));
    }

    [Fact]
    public async Task Run_TimeExpectation_IsDownAsTooSlow()
    {
        await using var server = new RawServer(async (stream, _, token) =>
        {
            await Task.Delay(80, token);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), token);
        });

        var result = await Probe.CheckAsync(server.Url, "{http: {expect: {time: {first-byte: 20ms}}}}");

        (result.Outcome, result.Reason, result.Findings.ShouldHaveSingleItem().Code).ShouldBe((Outcome.Down, "too_slow", "time-exceeded"));
    }

    [Fact]
    public async Task Run_RedirectElsewhere_DoesNotCarryHeadersThere()
    {
        await using var other = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using var server = new RawServer($"HTTP/1.1 302 Found\r\nLocation: {other.Url}\r\nContent-Length: 0\r\n\r\n");
        var site = Probe.SiteOf(server.Url) with { Reach = [new ReachRule(IPNetwork.Parse("127.0.0.1/32"), server.Port), new ReachRule(IPNetwork.Parse("127.0.0.1/32"), other.Port)] };

        (await Probe.CheckAsync(site, "{http: {headers: {Authorization: Bearer secret, Accept: text/html}}}", null)).Outcome.ShouldBe(Outcome.Up);

        server.Requests.Single().ShouldContain("Authorization: Bearer secret");
        server.Requests.Single().ShouldNotContain("*/*");
        other.Requests.Single().ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("any", "127.0.0.1", Outcome.Up, null)]
    [InlineData("4", "127.0.0.1", Outcome.Up, null)]
    [InlineData("6", "127.0.0.1", Outcome.Down, "The name shop.example has no IPv6 address that may be connected to.")]
    [InlineData("both", "127.0.0.1", Outcome.Down, "Over IPv6: The name shop.example has no IPv6 address that may be connected to.")]
    [InlineData("both", "127.0.0.1 ::1", Outcome.Down, "Over IPv6: No connection to shop.example: [::1]:{0} refused the connection.")]
    [InlineData("any", "127.0.0.1 ::1", Outcome.Up, null)]
    public async Task Run_AddressesOfOneKind_AreSeenApart(string ip, string addresses, Outcome outcome, string? message)
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var site = Probe.SiteOf(new Uri($"http://shop.example:{server.Port}/"));
        site = site with { Reach = [.. site.Reach, new ReachRule(IPNetwork.Parse("::1/128"), server.Port)] };
        var dialer = new ProbeDialer(TimeProvider.System, (_, _) => Task.FromResult(addresses.Split(' ').Select(IPAddress.Parse).ToArray()));

        var result = await Probe.CheckAsync(site, $"{{http: {{ip: {ip}}}}}", null, dialer);

        result.Outcome.ShouldBe(outcome, result.Message);
        result.Message.ShouldBe(message?.Replace("{0}", server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    /// <summary>One name, two servers: what a browser hides by falling back is seen.</summary>
    [Theory]
    [InlineData("any", Outcome.Up, null)]
    [InlineData("4", Outcome.Up, null)]
    [InlineData("6", Outcome.Down, "shop.example answered 503 instead of 2xx.")]
    [InlineData("both", Outcome.Down, "Over IPv6: shop.example answered 503 instead of 2xx.")]
    public async Task Run_ServersOfBothKinds_AreJudgedApart(string ip, Outcome outcome, string? message)
    {
        Assert.SkipUnless(System.Net.Sockets.Socket.OSSupportsIPv6, "this machine has no IPv6");
        await using var four = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using var six = new RawServer("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", null, new IPEndPoint(IPAddress.IPv6Loopback, four.Port));
        var site = Probe.SiteOf(new Uri($"http://shop.example:{four.Port}/"));
        site = site with { Reach = [.. site.Reach, new ReachRule(IPNetwork.Parse("::1/128"), four.Port)] };
        var dialer = new ProbeDialer(TimeProvider.System, (_, _) => Task.FromResult(new[] { IPAddress.Loopback, IPAddress.IPv6Loopback }));

        var result = await Probe.CheckAsync(site, $"{{http: {{ip: {ip}}}}}", null, dialer);

        (result.Outcome, result.Message).ShouldBe((outcome, message));
        (four.Connections, six.Connections).ShouldBe(ip switch { "both" => (1, 1), "6" => (0, 1), _ => (1, 0) });
    }

    private static Task<KestrelServer> StartAsync(ConcurrentQueue<string> seen, string? broken = null, int status = 200) => KestrelServer.StartAsync(app =>
    {
        app.MapPost("/login", async (HttpContext context) =>
        {
            seen.Enqueue($"POST /login {await new StreamReader(context.Request.Body).ReadToEndAsync()} {context.Request.ContentType}");
            context.Response.Headers["X-Id"] = "a/b";
            context.Response.Cookies.Append("sid", "s1");
            return broken == "login" ? Results.StatusCode(status) : Results.Json(new { token = "t&1", page = "csrf=c1" }, statusCode: 201);
        });
        app.MapGet("/users/{**id}", (HttpContext context) =>
        {
            seen.Enqueue($"GET /users/a%2Fb{context.Request.QueryString} {context.Request.Headers.Authorization} {context.Request.Headers.Cookie}");
            return broken == "me" ? Results.StatusCode(status) : Results.Json(new { csrf = "c1" });
        });
        app.MapPut("/users/{**id}", async (HttpContext context) =>
        {
            seen.Enqueue($"PUT /users/a%2Fb {await new StreamReader(context.Request.Body).ReadToEndAsync()} {context.Request.ContentType}");
            return broken == "rename" ? Results.StatusCode(status) : Results.Text("done");
        });
    });

    private static ActivityListener Listen(out ConcurrentBag<Activity> spans)
    {
        var seen = spans = [];
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SyntheticTelemetry.RunSource,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.GetTagItem(Names.StepName) is "login" or "me" or "rename" && span.GetTagItem(Names.StepOutcome) is "up")
                {
                    seen.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
