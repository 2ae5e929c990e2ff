using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using SyntheticOps.Checker.Tests.Http;
using SyntheticOps.Checker.Tls;
using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.Checker.Tls.Wire;
using SyntheticOps.Checks.Network;
using SyntheticOps.Checks.Tests;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Tls;

/// <summary>The limits of CHK-02: 10 s for a handshake, 100 KiB for a chain.</summary>
public sealed class TlsLimitsTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _authority.Dispose();

    /// <summary>By the clock of the check: not a tick earlier than 10 s, and not later, however long the check may take.</summary>
    [Theory]
    [InlineData("silence")]
    [InlineData("a hello and no more")]
    [InlineData("half a record")]
    public async Task Run_StalledHandshake_EndsAfterTenSeconds(string said)
    {
        var clock = new FakeClock();
        var bytes = said switch { "silence" => [], "half a record" => [22, 3, 3, 0, 100, 2, 0, 0], _ => Script.Hello() };
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new TlsServer(async (stream, token) =>
        {
            await stream.ReadAtLeastAsync(new byte[16], 16, throwOnEndOfStream: false, token);
            await stream.WriteAsync(bytes, token);
            heard.TrySetResult();
            await stream.CopyToAsync(Stream.Null, token);
        });
        var dialer = new ProbeDialer(clock, (_, _) => Task.FromResult(new[] { IPAddress.Loopback }));
        var target = new TlsTarget { Host = Leaf.Host, Port = server.Port };
        var check = new TlsCheck(new TlsCollector(dialer, new ChainBuilder(clock), clock), target);

        var running = check.RunAsync(Probe.Run(TlsProbe.SiteOf(server.Port), Probe.Definition(TimeSpan.FromMinutes(1))), Token);
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        running.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromTicks(1));
        var result = await running.WaitAsync(TimeSpan.FromSeconds(30), Token);

        (result.Outcome, result.Reason, result.Codes(info: true)).ShouldBe((Outcome.Down, "timeout", "tls-timeout"));
        result.Message.ShouldBe($"The TLS handshake with shop.test:{server.Port} did not finish within 10s.");
    }

    /// <summary>2 MiB of certificates, declared at once or come in small messages: no more than the cap and one record is read.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AskAsync_TwoMebibytesOfCertificates_AreReadUpToTheCap(bool declared)
    {
        var first = declared ? Script.Record([11, 0x20, 0, 0]) : [];
        var record = Script.Record([11, 0, 0x3f, 0xf9, 0, 0x3f, 0xf6, 0, 0x3f, 0xf3, .. new byte[0x3ff3]]);
        byte[] all = [.. Script.Hello(), .. first, .. Enumerable.Repeat(record, 130).SelectMany(bytes => bytes)];
        all.Length.ShouldBeGreaterThan(2 * 1024 * 1024);
        using var stream = new Heard(all);

        var answer = await HelloProbe.AskAsync(stream, new ClientHello(TlsVersion.Tls12, CipherSuites.Older, Leaf.Host), toTheEnd: true, Token);

        answer.Kind.ShouldBe(HelloKind.TooLong);
        HandshakeReader.MaximumBytes.ShouldBe(100 * 1024);
        stream.Position.ShouldBeLessThanOrEqualTo(HandshakeReader.MaximumBytes + (2 * 16_640));
    }

    /// <summary>A certificate with so many names that it has 200 KiB or 2 MiB, in clear (TLS 1.2) and encrypted (TLS 1.3).</summary>
    [Theory]
    [InlineData(10_000, SslProtocols.Tls12)]
    [InlineData(10_000, SslProtocols.Tls13)]
    [InlineData(100_000, SslProtocols.Tls12)]
    [InlineData(100_000, SslProtocols.Tls13)]
    public async Task Run_MoreThanTheCap_IsHandshakeFailed(int names, SslProtocols protocols)
    {
        using var leaf = _authority.Issue(new Leaf { Names = [.. Enumerable.Range(0, names).Select(i => $"shop-{i:000000}.example"), Leaf.Host] });
        leaf.RawData.Length.ShouldBeGreaterThan(names * 20);
        await using var server = TlsServer.Of(leaf, [_authority.Intermediate], protocols);

        var result = await TlsProbe.CheckAsync(server.Port, _authority);

        (result.Outcome, result.Codes(info: true)).ShouldBe((Outcome.Down, "tls-handshake-failed"));
    }

    /// <summary>10,000 names that stay below the cap are judged like any others.</summary>
    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "cert-name-mismatch")]
    public async Task Run_TenThousandNamesBelowTheCap_AreJudged(bool named, string codes)
    {
        using var leaf = _authority.Issue(new Leaf { Names = [.. Enumerable.Range(0, 10_000).Select(i => $"{i:0000}.io"), .. named ? new[] { Leaf.Host } : []] });
        leaf.RawData.Length.ShouldBeInRange(80 * 1024, 99 * 1024);
        await using var server = TlsServer.Of(leaf, [_authority.Intermediate]);

        (await TlsProbe.CheckAsync(server.Port, _authority)).Codes().ShouldBe(codes);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Run_NoCommonApplicationProtocol_IsHandshakeFailed(SslProtocols protocols)
    {
        using var leaf = _authority.Issue(new Leaf());
        await using var server = TlsServer.Of(leaf, [_authority.Intermediate], protocols, new SslApplicationProtocol("acme-tls/1"));

        var result = await TlsProbe.CheckAsync(server.Port, _authority);

        (result.Outcome, result.Codes(info: true)).ShouldBe((Outcome.Down, "tls-handshake-failed"));
        result.Message!.ShouldContain("(no_application_protocol)");
    }

    /// <summary>Bytes of a server; what is written to it is lost. Its position tells what was read.</summary>
    private sealed class Heard(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
