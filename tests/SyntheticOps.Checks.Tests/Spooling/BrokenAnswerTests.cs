using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SyntheticOps.Checks.Tests.Spooling;

/// <summary>PRB-06: answers that are no whole answers, over raw sockets.</summary>
public sealed class BrokenAnswerTests
{
    private const string Taken = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    /// <summary>PRB-06: no answer, half a head, no HTTP: a disconnect, so it is sent again.</summary>
    [Theory]
    [InlineData("", 0)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", 0)]
    [InlineData("\u0015\u0003\u0003\u0000\u0002\u0002\u0028\r\n\r\n", 0)]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", 0)]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n", 0)]
    [InlineData("HTTP/1.1 503 Away\r\nRetry-After: 7\r\nContent-Length: 100\r\n\r\nhalf", 7)]
    public async Task Flush_NoWholeHead_IsSentAgain(string answer, int seconds)
    {
        await using var collector = new RawCollector(number => number == 1 ? answer : Taken);
        using var spool = new SendingSpool(collector.Url);

        (await spool.FlushAsync()).ShouldBe(0);

        collector.Requests.Count.ShouldBe(2);
        collector.Requests.ShouldAllBe(request => request.EndsWith("\r\n\r\na", StringComparison.Ordinal));
        spool.Waited.ShouldBeInRange(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds + 1));
        spool.PutAside.ShouldBe(0);
    }

    /// <summary>PRB-06: RST.</summary>
    [Fact]
    public async Task Flush_ConnectionIsReset_IsSentAgain()
    {
        await using var collector = new RawCollector(number => number <= 3 ? null : Taken);
        using var spool = new SendingSpool(collector.Url, records: 2);

        (await spool.FlushAsync()).ShouldBe(0);

        string.Concat(collector.Requests.Select(request => request[^1])).ShouldBe("aaaab");
        spool.PutAside.ShouldBe(0);
    }

    /// <summary>PRB-06: the head of a 200 says that it is stored; half a body and garbage change nothing.</summary>
    [Theory]
    [InlineData("Content-Length: 100\r\n\r\nhalf")]
    [InlineData("Content-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>")]
    [InlineData("Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\u00ff\u00ff\u00ff\u00ff")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("\r\n\n\u0002\u0008\u0003")]
    public async Task Flush_GarbageAfterTheHead_IsTakenAndNotSentAgain(string rest)
    {
        await using var collector = new RawCollector(_ => "HTTP/1.1 200 OK\r\nConnection: close\r\n" + rest);
        using var spool = new SendingSpool(collector.Url, records: 2);

        (await spool.FlushAsync()).ShouldBe(0);

        string.Concat(collector.Requests.Select(request => request[^1])).ShouldBe("ab");
        spool.PutAside.ShouldBe(0);
    }

    /// <summary>PRB-06: a certificate that nobody vouches for hears neither key nor result; the record stays.</summary>
    [Fact]
    public async Task Flush_CertificateIsNotTrusted_TellsItNothingAndKeepsAll()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var spool = new SendingSpool($"https://{listener.LocalEndpoint}");
        var serving = HearAsync(listener, connections: 3, enough);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => spool.Sender.FlushAsync(QuickClock.Deadline, enough.Token));

        (await serving).ShouldBe(0, "bytes of a request");
        (spool.Spool.Count, spool.PutAside).ShouldBe((1, 0));
        spool.Log.Lines.ShouldContain("Warning: The receiver does not take results (status 0, 0 means no answer); 1 wait in the spool.");
    }

    /// <summary>How many bytes the sender says behind its handshakes.</summary>
    private static async Task<int> HearAsync(TcpListener listener, int connections, CancellationTokenSource enough)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var heard = 0;
        for (var i = 0; i < connections; i++)
        {
            using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            await using var tls = new SslStream(client.GetStream());
            try
            {
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, TestContext.Current.CancellationToken);
                heard += await tls.ReadAsync(new byte[100], TestContext.Current.CancellationToken);
            }
            catch (Exception e) when (e is IOException or AuthenticationException)
            {
                // It hung up, as it should.
            }
        }

        await enough.CancelAsync();
        return heard;
    }
}
