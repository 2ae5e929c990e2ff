using System.ComponentModel;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checker.Tls.Wire;

namespace SyntheticOps.Checker.Tls;

/// <summary>
/// One complete handshake as a client of today does it: shows version, suite, application protocol and, in TLS 1.3 too, the
/// chain as sent. Whatever certificate comes is accepted here, because nothing but the handshake is sent and the rules judge it.
/// </summary>
internal sealed class BrowserHandshake
{
    public Handshake? Agreed { get; private set; }

    /// <summary>The server was there and in time, but the handshake failed.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>DER, in the order they were sent.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Sent { get; private set; } = [];

    public async Task TryAsync(Socket socket, string host, CancellationToken token)
    {
        await using var secure = new SslStream(new NetworkStream(socket, ownsSocket: true));
        try
        {
            await secure.AuthenticateAsClientAsync(Options(host), token);
            Agreed = new Handshake(
                secure.SslProtocol == SslProtocols.Tls13 ? TlsVersion.Tls13 : TlsVersion.Tls12,
                secure.NegotiatedCipherSuite,
                secure.NegotiatedApplicationProtocol.ToString());
        }
        catch (Exception e) when (e is AuthenticationException or IOException or Win32Exception or OperationCanceledException)
        {
            // The hellos written by hand say what the server can do all the same.
            IsBroken = e is not OperationCanceledException;
        }
    }

    private SslClientAuthenticationOptions Options(string host) => new()
    {
        TargetHost = host,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        CertificateChainPolicy = SiteTrust.NoAuthority,
        AllowTlsResume = false, // A resumed session would show an old certificate.
        RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
        {
            var all = chain?.ChainPolicy.ExtraStore.Select(one => (ReadOnlyMemory<byte>)one.RawDataMemory.ToArray()).ToList() ?? [];
            var leaf = certificate?.GetRawCertData() ?? [];
            Sent = all.Count > 0 && all[0].Span.SequenceEqual(leaf) ? all : [leaf, .. all.Where(one => !one.Span.SequenceEqual(leaf))];
            return true;
        },
    };
}
