using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using SyntheticOps.ServiceDefaults.Probing;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checker.Tests.Http;

public sealed class HttpCheckTests
{
    [Fact]
    public async Task Run_Good_IsUpWithTheTarget()
    {
        await using var server = new RawServer(Answer("Parfums"));

        var result = await Probe.CheckAsync(server.Url, "{http: {path: '/x?token=secret', expect: {status: 200, text: Parfums}}}");

        result.Outcome.ShouldBe(Outcome.Up);
        result.Attributes[Names.UrlFull].ShouldBe($"http://127.0.0.1:{server.Port}/x?*");
        result.Attributes[Names.HttpResponseStatusCode].ShouldBe(200);
        result.Maintenance.ShouldBeNull();
        server.Requests.Single().ShouldStartWith("GET /x?token=secret HTTP/1.1\r\n");
    }

    [Theory]
    [InlineData("on", true)]
    [InlineData("off", false)]
    [InlineData("maybe", null)]
    public async Task Run_GatewaySaysMaintenance_IsCopied(string said, bool? expected)
    {
        await using var server = new RawServer($"HTTP/1.1 200 OK\r\nSynops-Maintenance: {said}\r\nContent-Length: 0\r\n\r\n");

        (await Probe.CheckAsync(server.Url)).Maintenance.ShouldBe(expected);
    }

    [Theory]
    [InlineData("status: 200", "up")]
    [InlineData("status: [301, 200]", "up")]
    [InlineData("status: 2xx", "up")]
    [InlineData("status: 204", "status-unexpected")]
    [InlineData("text: Ambre", "up")]
    [InlineData("text: [Ambre, nuit]", "text-missing")]
    [InlineData("text-absent: Exception", "up")]
    [InlineData("text-absent: Ambre", "text-present")]
    [InlineData("regex: 'total.: \\d+'", "up")]
    [InlineData("regex: 'total.: [a-z]+'", "regex-no-match")]
    [InlineData("header: {x-one: b}", "up")]
    [InlineData("header: {X-One: c}", "header-unexpected")]
    [InlineData("header: {X-Two: c}", "header-missing")]
    [InlineData("header: {Content-Type: {regex: ^application/json}}", "up")]
    [InlineData("header: {Content-Type: {regex: html}}", "header-unexpected")]
    [InlineData("json: {$.database: ok}", "up")]
    [InlineData("json: {'$.items[1][\"n.m\"]': Ambre}", "up")]
    [InlineData("json: {$.total: 12.50}", "up")]
    [InlineData("json: {$.paid: true}", "up")]
    [InlineData("json: {$.paid: false}", "json-unexpected")]
    [InlineData("json: {$.nothing.at: all}", "json-missing")]
    [InlineData("json: {'$.items[9]': all}", "json-missing")]
    [InlineData("json: {$.database: {regex: ^o}, $.total: {at-least: 12, at-most: 13}, $.items: {at-least: 2}}", "up")]
    [InlineData("json: {$.database: {regex: ^x}}", "json-unexpected")]
    [InlineData("json: {$.total: {at-most: 12}}", "json-unexpected")]
    [InlineData("json: {$.items: {at-least: 3}}", "json-unexpected")]
    [InlineData("json: {$.paid: {at-least: 0}}", "json-unexpected")]
    [InlineData("json: {$.paid: {exists: true}, $.error: {exists: false}}", "up")]
    [InlineData("json: {$.paid: {exists: false}}", "json-unexpected")]
    [InlineData("json: {$.error: {exists: true}}", "json-missing")]
    [InlineData("size: {at-least: 10, at-most: 1000}", "up")]
    [InlineData("size: {at-least: 1000}", "size-unexpected")]
    [InlineData("size: {at-most: 10}", "size-unexpected")]
    [InlineData("protocol: 1.1", "up")]
    [InlineData("protocol: [2, 1.1]", "up")]
    [InlineData("protocol: 2", "protocol-unexpected")]
    [InlineData("time: {total: 10m, first-byte: 10m, connect: 10m}", "up")]
    public async Task Run_Expectation_IsJudged(string expect, string outcome)
    {
        await using var server = new RawServer(Answer(
            """{"database": "ok", "items": [1, {"n.m": "Ambre"}], "total": 12.5, "paid": true}""", "Content-Type: application/json\r\nX-One: a\r\nX-One: b\r\n"));

        var result = await Probe.CheckAsync(server.Url, "{http: {expect: {" + expect + "}}}");

        if (outcome == "up")
        {
            result.Outcome.ShouldBe(Outcome.Up, result.Message);
        }
        else
        {
            result.Outcome.ShouldBe(Outcome.Down);
            result.Reason.ShouldBe(outcome == "status-unexpected" ? "response_status" : "assertion_failed");
            result.Findings.ShouldHaveSingleItem().Code.ShouldBe(outcome);
            result.Message.ShouldBe(result.Findings[0].Text);
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("<html>")]
    [InlineData("")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    public async Task Run_BodyThatIsNoObject_FailsTheAssertionAndNothingElse(string body)
    {
        await using var server = new RawServer(Answer(body));

        (await Probe.CheckAsync(server.Url, "{http: {expect: {json: {$.a: b}}}}")).Reason.ShouldBe("assertion_failed");
    }

    [Fact]
    public async Task Run_Slow_IsDegradedNeverDown()
    {
        await using var server = new RawServer(async (stream, _, token) =>
        {
            await Task.Delay(600, token);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Answer("ok")), token);
        });

        var result = await Probe.CheckAsync(server.Url, "{http: {}, degraded: {total: 500ms}}");

        (result.Outcome, result.Reason).ShouldBe((Outcome.Degraded, "too_slow"));
        result.Message!.ShouldEndWith("more than 0.5 s; waiting for the first byte took longest.");
        result.Findings.ShouldHaveSingleItem().Code.ShouldBe("too-slow");
    }

    [Fact]
    public async Task Run_Redirects_AreFollowedOrJudged()
    {
        await using var server = new RawServer((stream, number, token) => stream.WriteAsync(Encoding.ASCII.GetBytes(
            number % 2 == 1 ? "HTTP/1.1 301 Moved\r\nLocation: /fr\r\nContent-Length: 0\r\n\r\n" : Answer("ok")), token).AsTask());

        (await Probe.CheckAsync(server.Url)).Outcome.ShouldBe(Outcome.Up);
        (await Probe.CheckAsync(server.Url, "{http: {redirects: 0, expect: {status: 301, header: {Location: /fr}}}}")).Outcome.ShouldBe(Outcome.Up);
        server.Connections.ShouldBe(3);
    }

    [Fact]
    public async Task Run_OwnOrigin_GetsTraceAndSignatureAndAThirdPartyNeither()
    {
        using var listener = Listen(out var spans);
        await using var own = new RawServer(Answer("ok"));
        await using var third = new RawServer(Answer("ok"));

        await Probe.CheckAsync(own.Url, own: true);
        await Probe.CheckAsync(third.Url);

        var request = own.Requests.Single();
        request.ShouldContain("User-Agent: SyntheticOps/");
        var client = spans.Single(span => span.Kind == ActivityKind.Client && Equals(span.GetTagItem(Names.ServerPort), own.Port));
        Value(request, "traceparent").ShouldBe(client.Id);
        ProbeSignature.Verify(Probe.Key, Value(request, "Synthetic-Probe"), $"127.0.0.1:{own.Port}", TimeProvider.System.GetUtcNow())
            .ShouldBe(Probe.RunId);
        third.Requests.Single().ShouldContain("User-Agent: SyntheticOps/");
        third.Requests.Single().ShouldNotContain("traceparent");
        third.Requests.Single().ShouldNotContain("Synthetic-Probe");
    }

    [Fact]
    public async Task Run_Spans_AreARequestWithItsPhases()
    {
        using var listener = Listen(out var spans);
        await using var server = new RawServer(async (stream, _, token) =>
        {
            await Task.Delay(300, token);
            await stream.WriteAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n"u8.ToArray(), token);
            await stream.FlushAsync(token);
            await Task.Delay(300, token);
            await stream.WriteAsync("no"u8.ToArray(), token);
        });

        await Probe.CheckAsync(server.Url);

        var client = spans.Single(span => span.Kind == ActivityKind.Client && Equals(span.GetTagItem(Names.ServerPort), server.Port));
        client.DisplayName.ShouldBe("GET");
        client.Status.ShouldBe(ActivityStatusCode.Error);
        var tags = client.TagObjects.ToDictionary(tag => tag.Key, tag => tag.Value);
        tags.ShouldBe(new Dictionary<string, object?>
        {
            ["http.request.method"] = "GET",
            ["url.full"] = server.Url.ToString(),
            ["server.address"] = "127.0.0.1",
            ["server.port"] = server.Port,
            ["user_agent.synthetic.type"] = "test",
            ["synthetic.request.party"] = "third",
            ["network.peer.address"] = "127.0.0.1",
            ["network.peer.port"] = server.Port,
            ["http.response.status_code"] = 404,
            ["http.response.body.size"] = 2,
            ["network.protocol.version"] = "1.1",
            ["error.type"] = "404",
        }, ignoreOrder: true);
        var phases = spans.Where(span => span.ParentSpanId == client.SpanId).OrderBy(span => span.StartTimeUtc).ToList();
        phases.Select(span => span.GetTagItem(Names.PhaseName)).ShouldBe(["resolve", "connect", "processing", "transfer"]);
        phases[2].Duration.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(30));
        phases[3].Duration.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(30));
    }

    private static string Answer(string body, string headers = "") => $"HTTP/1.1 200 OK\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body}";

    private static string Value(string head, string name) => head.Split("\r\n")
        .Single(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))[(name.Length + 2)..];

    private static ActivityListener Listen(out ConcurrentBag<Activity> spans)
    {
        var seen = spans = [];
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SyntheticTelemetry.RunSource,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = seen.Add,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
