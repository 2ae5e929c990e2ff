using System.Net;
using System.Net.Quic;
using System.Net.Security;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Network;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http;

/// <summary>
/// Sends one request over HTTP/3 and nothing else. The framework makes QUIC connections by itself, so it is given the one
/// address that was resolved and judged before, with the host as authority and server name.
/// </summary>
internal sealed class QuicRoute(ProbeDialer dialer, CheckRun run, HttpFetch fetch, PhaseClock phases, TimeProvider clock) : IDisposable
{
    private HttpMessageInvoker? _invoker;
    private HttpFailure? _failure;
    private SiteTrust? _trust;

    /// <summary>The system's QUIC library (libmsquic) is there, and its TLS is new enough.</summary>
    public static bool IsSupported => (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() || OperatingSystem.IsWindows()) && QuicConnection.IsSupported;

    public IPEndPoint? Peer { get; private set; }

    /// <exception cref="IOException">The request cannot be sent so; <see cref="Explain"/> says why.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
    {
        var host = request.RequestUri!.IdnHost.Trim('[', ']');
        await PointAsync(request, host, token);
        _invoker = new HttpMessageInvoker(Handler(host));
        return await _invoker.SendAsync(request, token);
    }

    public void Dispose() => _invoker?.Dispose();

    /// <summary>Resolves, judges, and points the request to the one address.</summary>
    private async Task PointAsync(HttpRequestMessage request, string host, CancellationToken token)
    {
        var url = request.RequestUri!;
        if (url.Scheme != Uri.UriSchemeHttps)
        {
            throw Refused(HttpFailure.Down(Reasons.ResponseInvalid, Saying.Of("http.quic-scheme", host)));
        }

        if (!IsSupported)
        {
            throw Refused(new HttpFailure(Outcome.Unknown, Reasons.CannotVerify, Saying.Of("http.quic-missing")));
        }

        var dial = await dialer.ResolveAsync(run.Site, host, url.Port, token);
        if (dial.Failure is { } failure)
        {
            throw Refused(new HttpFailure(failure.Outcome, failure.Reason, failure.Said));
        }

        if (dial.Addresses.FirstOrDefault(address => fetch.Addresses.Takes(address)) is not { } address)
        {
            throw Refused(HttpFailure.Down(Reasons.NameResolutionError, Saying.Of("sentence", Saying.Of("dial.no-family", host, fetch.Addresses.ToString()))));
        }

        Peer = new IPEndPoint(address, dial.Port ?? url.Port);
        phases.Next(PhaseClock.Connect);
        _trust = new SiteTrust(run.Site, host, clock.GetUtcNow(), RunTrust.Of(run));
        request.Headers.Host = url.IsDefaultPort ? url.IdnHost : $"{url.IdnHost}:{url.Port}";
        request.RequestUri = new UriBuilder(url) { Host = address.ToString(), Port = Peer.Port }.Uri;
        request.Version = HttpVersion.Version30;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
    }

    /// <summary>Null where the fault is none of the connection.</summary>
    public HttpFailure? Explain(Exception e, string host) => _failure
        ?? (_trust?.Fault is { } fault ? HttpFailure.Down(Reasons.SecureConnectionError, Saying.Of(fault.ToFinding()), fault.ToFinding()) with { IsCertificate = true } : null)
        ?? (phases.Current == PhaseClock.Connect && e is HttpRequestException
            ? HttpFailure.Down(Reasons.ConnectionError, Saying.Of("http.quic-silent", host, Peer?.ToString() ?? ""))
            : null);

    private SocketsHttpHandler Handler(string host) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        UseCookies = false,
        UseProxy = false,
        MaxResponseHeadersLength = HopHandler.MaximumHeaderKilobytes,
        MaxResponseDrainSize = 0,
        SslOptions = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            CertificateChainPolicy = SiteTrust.NoAuthority,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                var accepted = _trust!.Validate(certificate, chain, errors) || (!fetch.VerifyCertificate && certificate is not null);
                phases.Next(accepted ? PhaseClock.Processing : PhaseClock.Tls);
                return accepted;
            },
        },
    };

    private IOException Refused(HttpFailure failure)
    {
        _failure = failure;
        return new IOException(failure.Reason);
    }
}
