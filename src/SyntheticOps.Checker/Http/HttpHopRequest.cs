using System.Diagnostics;
using System.Globalization;
using System.Net;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Network;
using SyntheticOps.Checks.Running;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checker.Http;

/// <summary>One request of an exchange: its connection, its CLIENT span with the phases below, its answer.</summary>
internal sealed class HttpHopRequest(ProbeDialer dialer, TimeProvider clock, HttpFetch fetch, CheckRun run, int redirects)
{
    public async Task<HttpExchange> SendAsync(HttpExchange before, CancellationToken token)
    {
        var url = before.Url;
        using var span = RunSource.Instance.StartActivity(fetch.Method.Method, ActivityKind.Client);
        var phases = new PhaseClock(clock);
        var connection = new HopConnection(dialer, run, url, phases, clock) { VerifyCertificate = fetch.VerifyCertificate, Addresses = fetch.Addresses };
        using var route = fetch.OverQuic ? new QuicRoute(dialer, run, fetch, phases, clock) : null;
        var after = await TryAsync(before, fetch.Kept, connection, route, phases, span, token);
        if (after.Failure is not null && fetch.Kept is not null && connection is { Peer: null, Failure: null } && !token.IsCancellationRequested)
        {
            // What a connection that others had used before did is no verdict: the server may have been about to end it.
            connection = new HopConnection(dialer, run, url, phases, clock) { VerifyCertificate = fetch.VerifyCertificate, Addresses = fetch.Addresses };
            after = await TryAsync(before, null, connection, route, phases, span, token);
        }

        phases.End();
        after = after with { Timings = Sum(before.Timings, phases) };
        if (span is not null)
        {
            phases.Write(span.Context, after.Failure?.Reason);
            Describe(span, after);
        }

        return after;
    }

    private async Task<HttpExchange> TryAsync(
        HttpExchange before, KeptConnections? kept, HopConnection connection, QuicRoute? route, PhaseClock phases, Activity? span, CancellationToken token)
    {
        try
        {
            return await SendAsync(before, kept, connection, route, phases, span, token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or OperationCanceledException)
        {
            var failure = connection.Failure ?? route?.Explain(e, before.Url.IdnHost) ?? HttpFaults.Explain(e, before.Url, phases.Current, run.Definition.Timeout);
            return before with { Failure = failure, Peer = route?.Peer ?? connection.Peer, Tls = connection.Tls };
        }
    }

    private async Task<HttpExchange> SendAsync(
        HttpExchange before, KeptConnections? kept, HopConnection connection, QuicRoute? route, PhaseClock phases, Activity? span, CancellationToken token)
    {
        using var lease = kept is not null && route is null ? await kept.TakeAsync(KeyOf(before.Url), token) : HopLease.Own();
        if (lease.Handler.Opened is not null)
        {
            phases.SkipTo(PhaseClock.Processing);
        }

        using var request = Request(before, span);
        using var response = route is null ? await lease.Handler.SendAsync(request, connection, token) : await route.SendAsync(request, token);
        var headers = Lines(response);
        phases.Next(PhaseClock.Transfer, response.Version.Major == 1 ? connection.FirstByte.At : null);
        var used = connection.Peer is null ? lease.Handler.Opened ?? connection : connection;
        var after = before with
        {
            Hops = [.. before.Hops, new HttpHop(before.Url, (int)response.StatusCode, headers)],
            Protocol = response.Version,
            Peer = route?.Peer ?? used.Peer,
            Tls = used.Tls,
        };
        try
        {
            var (body, truncated) = await BodyReader.ReadAsync(
                await response.Content.ReadAsStreamAsync(token), Encodings(fetch.Method, headers), HttpTransport.MaximumBody, token);
            return after with { Body = body, BodyTruncated = truncated };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or OperationCanceledException)
        {
            return after with { Failure = HttpFaults.Explain(e, before.Url, phases.Current, run.Definition.Timeout) };
        }
    }

    private KeptKey KeyOf(Uri url) => new(url.Scheme, url.IdnHost, url.Port, fetch.VerifyCertificate, fetch.Addresses);

    private HttpRequestMessage Request(HttpExchange before, Activity? span)
    {
        var url = before.Url;
        var request = new HttpRequestMessage(fetch.Method, url)
        {
            Version = url.Scheme == Uri.UriSchemeHttps ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        Add("User-Agent", ProbeIdentity.UserAgent);
        if (!fetch.Headers.Any(header => header.Name.Equals("Accept", StringComparison.OrdinalIgnoreCase)))
        {
            Add("Accept", fetch.Accept);
        }

        Add("Accept-Encoding", BodyReader.Accepted);
        // They may be secrets of the origin that was asked for: a redirect must not carry them elsewhere.
        foreach (var header in IsSameOrigin(url) ? fetch.Headers : [])
        {
            Add(header.Name, header.Value);
        }

        if (fetch.Cookies?.Invoke(before.Hops, url) is { Length: > 0 } cookies)
        {
            Add("Cookie", cookies);
        }

        if (fetch.Payload is { } payload)
        {
            request.Content = new ReadOnlyMemoryContent(payload.Bytes) { Headers = { ContentType = new(payload.MediaType) } };
        }

        if (fetch.VerifyCertificate && run.Site.IsOwn(url))
        {
            if (span?.Id is { } parent)
            {
                Add("traceparent", parent);
            }

            foreach (var (name, value) in run.Identity.HeadersFor(url))
            {
                Add(name, value);
            }
        }

        return request;

        void Add(string name, string value) => request.Headers.TryAddWithoutValidation(name, value);
    }

    private bool IsSameOrigin(Uri url) =>
        Uri.Compare(url, fetch.Url, UriComponents.SchemeAndServer | UriComponents.StrongPort, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static List<HttpHeader> Lines(HttpResponseMessage response)
    {
        var lines = new List<HttpHeader>();
        foreach (var headers in new[] { response.Headers.NonValidated, response.Content.Headers.NonValidated })
        {
            foreach (var (name, values) in headers)
            {
                lines.AddRange(values.Select(value => new HttpHeader(name, value)));
            }
        }

        // The framework takes a length that is no number for none, and the first of several; RFC 9112 section 6.3 calls both an error.
        var lengths = lines.Where(line => line.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).Select(line => line.Value).Distinct().ToList();
        return lengths.Count > 1 || lengths.Exists(length => !length.All(char.IsAsciiDigit))
            ? throw new HttpRequestException(HttpRequestError.InvalidResponse)
            : lines;
    }

    private static string[] Encodings(HttpMethod method, List<HttpHeader> headers) => method == HttpMethod.Head ? [] : [.. headers
        .Where(header => header.Name.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase))
        .SelectMany(header => header.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Select(encoding => encoding.ToLowerInvariant())];

    private static HttpTimings Sum(HttpTimings before, PhaseClock phases) => before with
    {
        Resolve = before.Resolve + phases.Of(PhaseClock.Resolve),
        Connect = before.Connect + phases.Of(PhaseClock.Connect),
        Tls = before.Tls + phases.Of(PhaseClock.Tls),
        Processing = before.Processing + phases.Of(PhaseClock.Processing),
        Transfer = before.Transfer + phases.Of(PhaseClock.Transfer),
    };

    private void Describe(Activity span, HttpExchange after)
    {
        var url = after.Url;
        span.SetTag(Names.HttpRequestMethod, fetch.Method.Method);
        span.SetTag(Names.UrlFull, UrlText.Redacted(url));
        span.SetTag(Names.ServerAddress, url.IdnHost);
        span.SetTag(Names.ServerPort, url.Port);
        span.SetTag(Names.UserAgentSyntheticType, SyntheticTelemetry.UserAgentType);
        span.SetTag(Names.RequestParty, run.Site.IsOwn(url) ? "own" : "third");
        span.SetTag(Names.NetworkPeerAddress, after.Peer?.Address.ToString());
        span.SetTag(Names.NetworkPeerPort, after.Peer?.Port);
        span.SetTag(Names.HttpRequestResendCount, redirects > 0 ? redirects : null);
        var answered = after.Hops.Count > redirects;
        if (answered)
        {
            span.SetTag(Names.HttpResponseStatusCode, after.Status);
            span.SetTag(Names.HttpResponseBodySize, after.Body.Length);
            span.SetTag(Names.NetworkProtocolVersion, after.Protocol is { Major: >= 2 } version ? version.Major.ToString(CultureInfo.InvariantCulture) : after.Protocol?.ToString());
        }

        var error = after.Failure?.Reason ?? (answered && after.Status >= 400 ? after.Status.ToString(CultureInfo.InvariantCulture) : null);
        if (error is not null && !fetch.MayFail)
        {
            span.SetTag(Names.ErrorType, error);
            span.SetStatus(ActivityStatusCode.Error, after.Failure?.Message);
        }
    }
}
