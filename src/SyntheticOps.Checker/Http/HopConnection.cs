using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Network;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http;

/// <summary>The connection that one request makes, once at most: resolved, judged, connected and secured by us, so that each phase is timed and each fault is named.</summary>
internal sealed class HopConnection(ProbeDialer dialer, CheckRun run, Uri url, PhaseClock phases, TimeProvider clock)
{
    private int _used;

    /// <summary>Set when the connection could not be made.</summary>
    public HttpFailure? Failure { get; private set; }

    /// <summary>False takes any certificate.</summary>
    public bool VerifyCertificate { get; init; } = true;

    /// <summary>Which of the name's addresses may be connected to.</summary>
    public AddressChoice Addresses { get; init; }

    public IPEndPoint? Peer { get; private set; }

    public TlsFacts? Tls { get; private set; }

    public FirstByte FirstByte { get; } = new(clock);

    /// <summary>
    /// For <see cref="SocketsHttpHandler.ConnectCallback"/>. The handler asks for a second connection when the first one ended
    /// without a byte: a hidden retry, which is refused.
    /// </summary>
    public async ValueTask<Stream> ConnectAsync(CancellationToken token)
    {
        if (Interlocked.Exchange(ref _used, 1) == 1)
        {
            Failure = HttpFaults.Ended(url.IdnHost, PhaseClock.Processing);
            throw new IOException(Reasons.ResponseEnded);
        }

        if (phases.Current != PhaseClock.Resolve)
        {
            // The connection that an earlier request left had ended meanwhile.
            phases.Next(PhaseClock.Resolve);
        }

        var host = url.IdnHost.Trim('[', ']');
        var resolved = Chosen(await dialer.ResolveAsync(run.Site, host, url.Port, token));
        phases.Next(PhaseClock.Connect);
        var dial = await dialer.ConnectAsync(resolved, url.Port, token);
        Peer = dial.Peer;
        if (dial.Failure is { } failure)
        {
            Failure = new HttpFailure(failure.Outcome, failure.Reason, failure.Said);
            throw new IOException(failure.Reason);
        }

        if (url.Scheme != Uri.UriSchemeHttps)
        {
            phases.Next(PhaseClock.Processing);
            return FirstByte.Watch(dial.Socket!);
        }

        phases.Next(PhaseClock.Tls);
        var secure = await SecureAsync(new System.Net.Sockets.NetworkStream(dial.Socket!, ownsSocket: true), host, token);
        phases.Next(PhaseClock.Processing);
        return secure;
    }

    private Dial Chosen(Dial resolved)
    {
        if (Addresses == AddressChoice.Any || resolved.Failure is not null)
        {
            return resolved;
        }

        var chosen = resolved.Addresses.Where(address => Addresses.Takes(address)).ToList();
        return resolved with
        {
            Addresses = chosen,
            Failure = chosen.Count > 0 ? null : new DialFailure(Outcome.Down, Reasons.NameResolutionError, Saying.Of("dial.no-family", resolved.Host, Addresses.ToString())),
        };
    }

    private async Task<SslStream> SecureAsync(Stream plain, string host, CancellationToken token)
    {
        var known = RunTrust.Of(run);
        var trust = new SiteTrust(run.Site, host, clock.GetUtcNow(), known);
        var secure = FirstByte.Watch(plain);
        var accepted = false;
        try
        {
            var resume = await known.MayResumeAsync(host, url.Port, token);
            await secure.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
                    CertificateChainPolicy = SiteTrust.NoAuthority,
                    AllowTlsResume = resume,
                    RemoteCertificateValidationCallback = (_, certificate, chain, errors) => trust.Validate(certificate, chain, errors) || (!VerifyCertificate && certificate is not null),
                },
                token);
            accepted = true;
        }
        catch (Exception e) when (e is AuthenticationException or IOException or System.ComponentModel.Win32Exception)
        {
            await secure.DisposeAsync();
            Failure = Explain(trust.Fault, host, e);
            throw new IOException(Reasons.SecureConnectionError);
        }
        finally
        {
            known.Finish(host, url.Port, accepted);
        }

        Tls = Facts(secure);
        return secure;
    }

    private static HttpFailure Explain(CertificateFault? fault, string host, Exception e)
    {
        if (fault is not null)
        {
            return HttpFailure.Down(Reasons.SecureConnectionError, Saying.Of(fault.ToFinding()), fault.ToFinding()) with { IsCertificate = true };
        }

        var said = Saying.Of(e is IOException ? "http.tls-ended" : "http.tls-none", host);
        return HttpFailure.Down(
            Reasons.SecureConnectionError, said, new Finding("tls-handshake-failed", Severity.Error, FindingKind.State, host, [], said.ToString()));
    }

    private static TlsFacts Facts(SslStream secure)
    {
        var leaf = (System.Security.Cryptography.X509Certificates.X509Certificate2)secure.RemoteCertificate!;
        return new TlsFacts(
            secure.SslProtocol switch { SslProtocols.Tls13 => "1.3", SslProtocols.Tls12 => "1.2", var other => other.ToString() },
            secure.NegotiatedCipherSuite.ToString(),
            secure.NegotiatedApplicationProtocol.ToString(),
            leaf.Subject,
            leaf.Issuer,
            new DateTimeOffset(leaf.NotBefore.ToUniversalTime()),
            new DateTimeOffset(leaf.NotAfter.ToUniversalTime()),
            leaf.RawDataMemory);
    }
}
