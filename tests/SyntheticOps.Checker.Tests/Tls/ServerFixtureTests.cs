using System.Buffers.Binary;
using System.Net.Security;
using System.Security.Authentication;
using SyntheticOps.Checker.Tls;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Tls;

/// <summary>CHK-02: servers with which no handshake comes about.</summary>
public sealed class ServerFixtureTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    public static TheoryData<string, string> Fixtures => new()
    {
        { "no common cipher", "No TLS handshake with shop.test:PORT is possible: it refuses every version and suite (handshake_failure)." },
        { "no application protocol", "No TLS handshake with shop.test:PORT is possible: it refuses every version and suite (no_application_protocol)." },
        { "closes at once", "No TLS handshake with shop.test:PORT is possible: it ends the connection." },
        { "half a record", "No TLS handshake with shop.test:PORT is possible: it ends the connection." },
        { "two mebibytes of certificates", "No TLS handshake with shop.test:PORT is possible: it sends more than 100 KiB of certificates." },
        { "endless empty records then garbage", "No TLS handshake with shop.test:PORT is possible: its answer breaks the rules of TLS." },
        { "certificate before hello", "No TLS handshake with shop.test:PORT is possible: its answer breaks the rules of TLS." },
        { "certificate that is none", "shop.test:PORT shows no certificate that can be read." },
    };

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Run_BrokenServer_IsHandshakeFailed(string fixture, string message)
    {
        await using var server = TlsServer.Saying(Bytes(fixture), close: fixture != "two mebibytes of certificates");

        var result = await TlsProbe.CheckAsync(server.Port);

        (result.Outcome, result.Reason).ShouldBe((Outcome.Down, "secure_connection_error"));
        result.Findings.ShouldHaveSingleItem().Code.ShouldBe("tls-handshake-failed");
        result.Message.ShouldBe(message.Replace("PORT", server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007")]
    public async Task Run_OtherProtocol_IsNotTls(string answer)
    {
        await using var server = TlsServer.Saying(System.Text.Encoding.Latin1.GetBytes(answer));

        var result = await TlsProbe.CheckAsync(server.Port);

        result.Reason.ShouldBe("secure_connection_error");
        result.Codes(info: true).ShouldBe("tls-not-tls");
        server.Connections.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("half a record")]
    public async Task Run_Stall_EndsInTime(string said)
    {
        await using var server = TlsServer.Saying(Bytes(said));
        var started = TimeProvider.System.GetTimestamp();

        var result = await TlsProbe.CheckAsync(server.Port, timeout: TimeSpan.FromSeconds(2));

        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(6));
        (result.Outcome, result.Reason).ShouldBe((Outcome.Down, "timeout"));
        result.Codes(info: true).ShouldBe("tls-timeout");
        result.Message.ShouldBe($"The TLS handshake with shop.test:{server.Port} did not finish within 2s.");
    }

    [Theory]
    [InlineData(60, 10)]
    [InlineData(3, 3)]
    public void Limit_OfTheHandshake_IsTenSecondsOrLess(int timeout, int expected) =>
        TlsTarget.LimitOf(Http.Probe.Definition(TimeSpan.FromSeconds(timeout))).ShouldBe(TimeSpan.FromSeconds(expected));

    [Fact]
    public async Task Run_RefusedConnection_IsNoFinding()
    {
        using var closed = new ClosedPort();

        var result = await TlsProbe.CheckAsync(closed.Port);

        (result.Outcome, result.Reason, result.Findings.Count).ShouldBe((Outcome.Down, "connection_error", 0));
    }

    [Fact]
    public async Task Run_AddressThatTheSiteDoesNotReach_IsNeverConnectedTo()
    {
        await using var server = TlsServer.Saying([]);
        await using var other = TlsServer.Saying([]);

        var result = await TlsProbe.CheckAsync(server.Port, host: "169.254.169.254");

        (result.Outcome, result.Reason).ShouldBe((Outcome.Unknown, "blocked_by_policy"));
        server.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task Run_ServerWithOtherApplicationProtocols_IsHandshakeFailed()
    {
        using var leaf = _authority.Issue(new Leaf());
        await using var server = TlsServer.Of(leaf, [_authority.Intermediate], SslProtocols.None, new SslApplicationProtocol("spdy/3"));

        (await TlsProbe.CheckAsync(server.Port, _authority)).Codes(info: true).ShouldBe("tls-handshake-failed");
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Run_ServerThatBreaksOffAfterItsHello_IsHandshakeFailed(SslProtocols protocols)
    {
        using var leaf = _authority.Issue(new Leaf());
        await using var inner = TlsServer.Of(leaf, [_authority.Intermediate], protocols);
        await using var server = new TlsServer(async (stream, token) =>
        {
            using var client = new System.Net.Sockets.TcpClient();
            await client.ConnectAsync(System.Net.IPAddress.Loopback, inner.Port, token);
            var hello = new byte[4096];
            await client.GetStream().WriteAsync(hello.AsMemory(0, await stream.ReadAsync(hello, token)), token);
            var answer = new byte[8192];
            var length = await client.GetStream().ReadAsync(answer, token);
            await stream.WriteAsync(answer.AsMemory(0, protocols == SslProtocols.Tls13 ? 200 : length), token);
            await stream.ReadAtLeastAsync(hello.AsMemory(0, 1), 1, throwOnEndOfStream: false, token);
        });

        var result = await TlsProbe.CheckAsync(server.Port, _authority);

        (result.Outcome, result.Reason).ShouldBe((Outcome.Down, "secure_connection_error"));
        result.Codes().ShouldBe("tls-handshake-failed");
        result.Message!.ShouldContain(" a version and a suite, but breaks the handshake off");
    }

    private static byte[] Bytes(string fixture) => fixture switch
    {
        "no common cipher" => [21, 3, 3, 0, 2, 2, 40],
        "no application protocol" => [21, 3, 3, 0, 2, 2, 120],
        "half a record" => [22, 3, 3, 0, 100, 2, 0, 0],
        "two mebibytes of certificates" => [.. Script.Hello(), .. Script.Record([11, 0x20, 0, 0, 0, 0, 0])],
        "endless empty records then garbage" => [.. Enumerable.Repeat<byte[]>([22, 3, 3, 0, 0], 1000).SelectMany(record => record), 23, 3, 3, 0, 1, 0],
        "certificate before hello" => Script.Record([11, 0, 0, 3, 0, 0, 0]),
        "certificate that is none" => [.. Script.Hello(), .. Script.Record([11, 0, 0, 10, 0, 0, 7, 0, 0, 4, 1, 2, 3, 4]), .. Script.Record([14, 0, 0, 0])],
        _ => [],
    };
}

/// <summary>Bytes of a server, written by hand.</summary>
internal static class Script
{
    public static byte[] Hello(int version = 0x0303, int suite = 0xc02b) =>
        Record([2, 0, 0, 38, (byte)(version >> 8), (byte)version, .. new byte[32], 0, (byte)(suite >> 8), (byte)suite, 0], version);

    public static byte[] Record(byte[] message, int version = 0x0303)
    {
        var head = new byte[5] { 22, 0, 0, 0, 0 };
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(1), (ushort)version);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(3), (ushort)message.Length);
        return [.. head, .. message];
    }
}
