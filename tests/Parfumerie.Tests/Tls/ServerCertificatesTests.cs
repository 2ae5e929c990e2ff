using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Parfumerie.Tests.Faults;

namespace Parfumerie.Tests.Tls;

public sealed class ServerCertificatesTests(BrokenShop shop) : IClassFixture<BrokenShop>
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Handshake_TrustingTheAuthority_IsClean(string name)
    {
        var seen = await ShakeAsync(name);

        seen.Errors.ShouldBe(SslPolicyErrors.None);
        seen.Protocol.ShouldBe("h2");
    }

    [Fact]
    public async Task Handshake_WithoutTheAuthority_IsNot() =>
        (await ShakeAsync("localhost", trust: false)).Errors.ShouldBe(SslPolicyErrors.RemoteCertificateChainErrors);

    [Theory]
    [InlineData("expired", SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.NotTimeValid)]
    [InlineData("self-signed", SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.UntrustedRoot)]
    [InlineData("wrong-name", SslPolicyErrors.RemoteCertificateNameMismatch, X509ChainStatusFlags.NoError)]
    public async Task Fault_Certificate_IsSeenByTheNextHandshake_AndGoes(string kind, SslPolicyErrors errors, X509ChainStatusFlags status)
    {
        await shop.BreakAsync("certificate", new { kind });

        var seen = await ShakeAsync("localhost");
        seen.Errors.ShouldBe(errors);
        seen.Status.ShouldBe(status);

        await shop.RepairAsync();
        (await ShakeAsync("localhost")).Errors.ShouldBe(SslPolicyErrors.None);
    }

    [Fact]
    public void Files_AreKept_KeysForTheOwnerOnly()
    {
        foreach (var name in new[] { "ca", "localhost" })
        {
            File.Exists(Path.Combine(shop.Data, name + ".pem")).ShouldBeTrue();
            if (!OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(Path.Combine(shop.Data, name + ".key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }

        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(shop.Data, "ca.pem"));
        authority.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority.ShouldBeTrue();
        authority.HasPrivateKey.ShouldBeFalse();
    }

    [Fact]
    public async Task Answer_OverTls_CarriesHsts()
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null && Chain(certificate).Build((X509Certificate2)certificate);
        using var client = new HttpClient(handler) { BaseAddress = shop.Secure };

        (await client.GetAsync("/", BrokenShop.Token)).Headers.Contains("Strict-Transport-Security").ShouldBeTrue();
    }

    private async Task<Seen> ShakeAsync(string name, bool trust = true)
    {
        var (errors, status) = (SslPolicyErrors.None, X509ChainStatusFlags.NoError);
        using var socket = new TcpClient();
        await socket.ConnectAsync(shop.Secure.Host, shop.Secure.Port, BrokenShop.Token);
        await using var stream = new SslStream(socket.GetStream());
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = name,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            CertificateChainPolicy = trust ? Policy() : null,
            RemoteCertificateValidationCallback = (_, _, chain, found) =>
            {
                errors = found;
                status = chain!.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
                return true;
            },
        };
        await stream.AuthenticateAsClientAsync(options, BrokenShop.Token);
        stream.SslProtocol.ShouldBeOneOf(SslProtocols.Tls12, SslProtocols.Tls13);
        return new Seen(errors, status, stream.NegotiatedApplicationProtocol.ToString());
    }

    private X509Chain Chain(X509Certificate _) => new() { ChainPolicy = Policy() };

    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(Path.Combine(shop.Data, "ca.pem")));
        return policy;
    }

    private sealed record Seen(SslPolicyErrors Errors, X509ChainStatusFlags Status, string Protocol);
}
