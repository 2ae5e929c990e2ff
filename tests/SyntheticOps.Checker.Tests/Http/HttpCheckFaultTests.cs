using System.Net;
using System.Net.Sockets;
using System.Text;
using SyntheticOps.Checks.Network;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Http;

/// <summary>Every way in which a server can misbehave has its own class, within the deadline, on one connection.</summary>
public sealed class HttpCheckFaultTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(800);

    [Theory]
    [InlineData("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", "response_status", "127.0.0.1 answered 500 instead of 2xx.")]
    [InlineData("", "response_ended", "127.0.0.1 ended the connection before its answer was complete.")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", "response_ended", null)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "response_ended", null)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc", "response_ended", null)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n0\r\n\r\n", "response_invalid", "The answer of 127.0.0.1 is not HTTP.")]
    [InlineData("<html>HTTP 0.9</html>\r\n\r\n", "response_invalid", "The answer of 127.0.0.1 is not HTTP.")]
    [InlineData("\u0001\u0002\u0003\u0004garbage\r\n\r\n", "response_invalid", null)]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "response_invalid", null)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", "response_invalid", null)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain", "response_invalid", "The body from 127.0.0.1 does not follow its Content-Encoding.")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\nContent-Length: 5\r\n\r\nplain", "response_invalid", null)]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n", "response_invalid", "127.0.0.1 redirects to a place that is no plain http or https URL.")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n", "response_invalid", "127.0.0.1 redirects more than 10 times.")]
    public async Task Run_BrokenAnswer_HasItsClass(string answer, string reason, string? message)
    {
        await using var server = new RawServer(answer);

        var result = await Probe.CheckAsync(server.Url);

        (result.Outcome, result.Reason).ShouldBe((Outcome.Down, reason), result.Message);
        if (message is not null)
        {
            result.Message.ShouldBe(message);
        }

        server.Connections.ShouldBe(answer.Contains("/again", StringComparison.Ordinal) ? 11 : 1);
    }

    [Fact]
    public async Task Run_HeadersTooLong_IsInvalid()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nX: " + new string('x', 100_000) + "\r\n\r\n");

        var result = await Probe.CheckAsync(server.Url);

        (result.Reason, result.Message).ShouldBe(("response_invalid", "The headers from 127.0.0.1 are longer than 64 KiB."));
    }

    [Fact]
    public async Task Run_EndlessBody_StopsAtTheCap()
    {
        await using var server = new RawServer(async (stream, _, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), token);
            while (true)
            {
                await stream.WriteAsync(new byte[64 * 1024], token);
            }
        });

        var result = await Probe.CheckAsync(server.Url);

        (result.Reason, result.Message).ShouldBe(("response_invalid", "The body from 127.0.0.1 is longer than 5 MiB."));
    }

    [Fact]
    public async Task Run_CompressedBomb_StopsAtTheCap()
    {
        await using var server = new RawServer((stream, _, token) => HostileServersTests.ServeAsync("gzip bomb", stream, token));

        (await Probe.CheckAsync(server.Url)).Message.ShouldBe("The body from 127.0.0.1 is longer than 5 MiB.");
    }

    [Theory]
    [InlineData("", "127.0.0.1 accepted the connection but did not answer within 800ms.")]
    [InlineData("HTTP/1.1 200 OK\r\nX: ", "127.0.0.1 accepted the connection but did not answer within 800ms.")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", "The answer of 127.0.0.1 did not end within 800ms.")]
    public async Task Run_Silence_IsATimeoutThatSaysWhere(string start, string message)
    {
        await using var server = new RawServer(async (stream, _, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(start), token);
            await stream.FlushAsync(token);
            await Task.Delay(Timeout.Infinite, token);
        });

        var result = await Probe.CheckAsync(server.Url, timeout: Short);

        (result.Outcome, result.Reason, result.Message).ShouldBe((Outcome.Down, "timeout", message));
    }

    [Fact]
    public async Task Run_DripOrInformationalFlood_EndsAtTheDeadline()
    {
        await using var server = new RawServer(async (stream, _, token) =>
        {
            while (true)
            {
                await stream.WriteAsync("HTTP/1.1 103 Early Hints\r\n\r\n"u8.ToArray(), token);
                await Task.Delay(5, token);
            }
        });

        (await Probe.CheckAsync(server.Url, timeout: Short)).Reason.ShouldBe("timeout");
    }

    [Fact]
    public async Task Run_Reset_IsResponseEnded()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        var reset = Task.Run(
            async () =>
            {
                using var one = await listener.AcceptAsync();
                await one.ReceiveAsync(new byte[16]);
                one.LingerState = new LingerOption(true, 0);
            },
            TestContext.Current.CancellationToken);

        var result = await Probe.CheckAsync(new Uri($"http://127.0.0.1:{port}/"));
        await reset;

        result.Reason.ShouldBe("response_ended");
    }

    [Fact]
    public async Task Run_NobodyListens_IsConnectionError()
    {
        using var closed = new ClosedPort();

        var result = await Probe.CheckAsync(closed.Url);

        (result.Outcome, result.Reason).ShouldBe((Outcome.Down, "connection_error"));
        result.Message.ShouldBe($"No connection to 127.0.0.1: 127.0.0.1:{closed.Port} refused the connection.");
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, Outcome.Down, "name_resolution_error", "The name shop.example has no address.")]
    [InlineData(SocketError.NoData, Outcome.Down, "name_resolution_error", "The name shop.example has no address.")]
    [InlineData(SocketError.TryAgain, Outcome.Unknown, "resolver_error", "The probe's resolver gave no answer for shop.example.")]
    public async Task Run_NoAddress_IsTheSitesFaultOnlyWhenTheNameDoesNotExist(SocketError error, Outcome outcome, string reason, string message)
    {
        var dialer = new ProbeDialer(TimeProvider.System, (_, _) => throw new SocketException((int)error));

        var result = await Probe.CheckAsync(Probe.SiteOf(new Uri("http://shop.example")), "{http: {}}", null, dialer);

        (result.Outcome, result.Reason, result.Message).ShouldBe((outcome, reason, message));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest", "169.254.169.254 (169.254.169.254) is an address that probes never connect to.")]
    [InlineData("http://[::ffff:169.254.169.254]/", null)]
    [InlineData("http://2852039166/", null)]
    [InlineData("http://0x7f000001:9/", null)]
    [InlineData("http://10.0.0.1/", "10.0.0.1 (10.0.0.1) is a private address; if it is meant, add \"10.0.0.1:80\" to sites.shop.reach.")]
    [InlineData("http://[fd00::1]:8080/", null)]
    public async Task Run_RedirectToAForbiddenAddress_IsBlocked(string location, string? message)
    {
        await using var server = new RawServer($"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");

        var result = await Probe.CheckAsync(server.Url);

        (result.Outcome, result.Reason).ShouldBe((Outcome.Unknown, "blocked_by_policy"), result.Message);
        if (message is not null)
        {
            result.Message.ShouldBe(message);
        }
    }

    [Fact]
    public async Task Run_NameThatChangesItsAnswer_IsAskedOnceAndJudgedOnThatAnswer()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var asked = 0;
        var dialer = new ProbeDialer(TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>(
            [IPAddress.Parse(++asked == 1 ? "192.168.7.7" : "127.0.0.1")]));

        var result = await Probe.CheckAsync(Probe.SiteOf(new Uri($"http://shop.example:{server.Port}/")), "{http: {}}", null, dialer);

        result.Reason.ShouldBe("blocked_by_policy");
        asked.ShouldBe(1);
        server.Connections.ShouldBe(0);
    }
}
