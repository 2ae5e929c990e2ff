using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace SyntheticOps.Gateway.Tests.Hosting;

/// <summary>Customers over TLS on the listener `http`: HTTP/2 by negotiation, TLS 1.2 at least.</summary>
public sealed class TlsTests : IDisposable
{
    private const byte Alert = 0x15;
    private const byte Handshake = 0x16;

    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(SslProtocols.Tls12, "2.0")]
    [InlineData(SslProtocols.Tls13, "2.0")]
    [InlineData(SslProtocols.Tls13, "1.1")]
    public async Task Https_SpeaksBothVersions_AndTellsTheShop(SslProtocols protocol, string version)
    {
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await StartAsync(shop.Url);
        using var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { EnabledSslProtocols = protocol, RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost" } };
        using var client = new HttpClient(handler) { BaseAddress = gateway.Customer.BaseAddress, DefaultRequestVersion = Version.Parse(version), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var answer = await client.GetAsync("/", RunningGateway.Token);

        (answer.StatusCode, answer.Version.ToString()).ShouldBe((HttpStatusCode.OK, version));
        shop.Seen.Single()["X-Forwarded-Proto"].ShouldBe("https");
    }

    /// <summary>Hellos written by hand, because this machine's library refuses the old versions by itself. The same hello with TLS 1.2 is taken.</summary>
    [Theory]
    [InlineData(0x0300, Alert)] // SSL 3.0
    [InlineData(0x0301, Alert)] // TLS 1.0
    [InlineData(0x0302, Alert)] // TLS 1.1
    [InlineData(0x0303, Handshake)] // TLS 1.2
    public async Task Hello_OlderThanTls12_IsRefused(int version, byte expected)
    {
        await using var gateway = await StartAsync("http://127.0.0.1:1");
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, gateway.Customer.BaseAddress!.Port, RunningGateway.Token);
        await client.GetStream().WriteAsync(Hello((ushort)version), RunningGateway.Token);

        var record = new byte[7];
        await client.GetStream().ReadExactlyAsync(record, RunningGateway.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), RunningGateway.Token);

        record[0].ShouldBe(expected);
        if (expected == Alert)
        {
            record[5].ShouldBe((byte)2); // fatal
            record[6].ShouldBe((byte)(version == 0x0300 ? 40 : 70)); // protocol_version (RFC 8446 section 6); SSL 3.0 is not even known: handshake_failure
        }
    }

    /// <summary>RFC 5246 section 7.4.1.2, with suites of RSA and ECDSA that every version knows, and curve P-256.</summary>
    private static byte[] Hello(ushort version)
    {
        byte[] suites = [0xc0, 0x2b, 0xc0, 0x2f, 0xc0, 0x0a, 0xc0, 0x09, 0xc0, 0x14, 0xc0, 0x13, 0x00, 0x35, 0x00, 0x2f];
        byte[] extensions = [0, 10, 0, 4, 0, 2, 0, 23, 0, 11, 0, 2, 1, 0, 0, 13, 0, 8, 0, 6, 4, 3, 4, 1, 2, 3];
        byte[] body = [.. Two(version), .. new byte[32], 0, .. Two((ushort)suites.Length), .. suites, 1, 0, .. Two((ushort)extensions.Length), .. extensions];
        return [Handshake, .. Two(Math.Min(version, (ushort)0x0301)), .. Two((ushort)(body.Length + 4)), 1, 0, .. Two((ushort)body.Length), .. body];
    }

    private static byte[] Two(ushort number)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, number);
        return bytes;
    }

    private async Task<RunningGateway> StartAsync(string shop) =>
        await RunningGateway.StartAsync(_data, shop, null, [.. (await TestCertificate.WriteAsync(_data)).Select(setting => $"{setting.Name}={setting.Value}")]);
}
