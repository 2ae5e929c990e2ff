using System.Text.Json;
using Microsoft.Playwright;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Running;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Prober.Traffic;

/// <summary>
/// Follows the requests of one page through Chromium's own protocol and gives those to own origins the run's headers.
/// A request is held only when its own URL, redirects each by themselves, is of an own origin; and it gets headers only as
/// a document or from a page of the same origin, so that no preflight is caused.
/// </summary>
internal sealed class PageWatch(RunTraffic traffic, Site site, ProbeIdentity identity, IReadOnlyList<IPageFollower>? followers = null, bool isMain = true)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<TrackedRequest>> _hops = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _frames = new(StringComparer.Ordinal);
    private ICDPSession? _session;
    private string _mainFrame = "";

    public ICDPSession Session => _session ?? throw new InvalidOperationException("The page is not watched yet.");

    /// <summary>Begins; the caller holds the deadline.</summary>
    public async Task AttachAsync(IBrowserContext context, IPage page)
    {
        _session = await context.NewCDPSessionAsync(page);
        _session.On("Network.requestWillBeSent", Announced);
        _session.On("Network.responseReceived", Answered);
        _session.On("Network.loadingFinished", message => Ended(message, error: null));
        _session.On("Network.loadingFailed", message => Ended(message, ErrorOf(message)));
        _session.On("Page.frameNavigated", Navigated);
        _session.On("Fetch.requestPaused", message => _ = ContinueAsync(message));
        var following = (followers ?? []).SelectMany(follower => follower.Follow(_session, isMain)).ToList();
        var tree = _session.SendAsync("Page.getFrameTree");
        await Task.WhenAll([
            tree,
            _session.SendAsync("Page.enable"),
            _session.SendAsync("Network.enable", new() { ["maxTotalBufferSize"] = 0, ["maxResourceBufferSize"] = 0 }),
            _session.SendAsync("Fetch.enable", new() { ["patterns"] = site.OwnOrigins.SelectMany(Patterns).ToArray() }),
            .. following,
        ]);
        _mainFrame = (await tree)?.Member("frameTree")?.Member("frame")?.Text("id") ?? "";
    }

    private static IEnumerable<object> Patterns(Uri origin)
    {
        yield return new { urlPattern = Origin(origin) + "/*", requestStage = "Request" };
    }

    /// <summary>What a policy of the page or the browser refused has no error of its own.</summary>
    private static string ErrorOf(JsonElement message) =>
        message.Text("errorText") is { Length: > 0 } text ? text : $"blocked by {message.Text("blockedReason") ?? "the browser"}";

    private static string Origin(Uri url) => url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    private void Navigated(JsonElement message)
    {
        var frame = message.GetProperty("frame");
        lock (_gate)
        {
            _frames[frame.Text("id") ?? ""] = frame.Text("securityOrigin") ?? "";
            if (frame.Text("id") == _mainFrame)
            {
                Leave(frame.Text("loaderId"));
            }
        }
    }

    /// <summary>What the page that was left had not got yet is of no use any more, and the browser does not always say so.</summary>
    private void Leave(string? loader)
    {
        foreach (var (id, hops) in _hops.ToList())
        {
            if (hops.LastOrDefault() is { Duration: null, IsDocument: false } open && open.Loader != loader)
            {
                traffic.End(open, null, "net::ERR_ABORTED", null);
                _hops.Remove(id);
            }
        }
    }

    private void Announced(JsonElement message)
    {
        var id = message.Text("requestId") ?? "";
        var clock = message.GetProperty("timestamp").GetDouble();
        traffic.Count(clock);
        if (traffic.IsStorm)
        {
            return;
        }

        lock (_gate)
        {
            var hops = HopsOf(id);
            if (message.TryGetProperty("redirectResponse", out var redirect) && hops.FindLast(hop => hop is { Clock: not null, Duration: null }) is { } before)
            {
                Said(redirect);
                traffic.Answered(before, redirect.GetProperty("status").GetInt32(), redirect.Text("protocol"), RequestPhases.Of(redirect.Member("timing")));
                traffic.End(before, null, null, TimeSpan.FromSeconds(Math.Max(0, clock - before.Clock!.Value)), (long?)redirect.Number("encodedDataLength"));
            }

            var request = message.GetProperty("request");
            var last = hops.LastOrDefault();
            var hop = last is { Clock: null } ? last : Begin(hops, request, message.Text("type") ?? "Other", message.Text("frameId"));
            if (hop is not null)
            {
                var startedAt = DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(message.GetProperty("wallTime").GetDouble());
                hop.Loader = message.Text("loaderId");
                traffic.Announced(hop, clock, startedAt, Initiator(message));
            }
        }
    }

    private void Answered(JsonElement message)
    {
        lock (_gate)
        {
            if (HopsOf(message.Text("requestId") ?? "").LastOrDefault() is { } hop)
            {
                var response = message.GetProperty("response");
                traffic.Answered(hop, response.GetProperty("status").GetInt32(), response.Text("protocol"), RequestPhases.Of(response.Member("timing")));
                if (hop.IsOwn)
                {
                    Said(response);
                }
            }
        }
    }

    private void Ended(JsonElement message, string? error)
    {
        lock (_gate)
        {
            var id = message.Text("requestId") ?? "";
            if (HopsOf(id).LastOrDefault() is { } hop)
            {
                var at = message.Number("timestamp");
                var duration = at - hop.Clock is { } seconds ? TimeSpan.FromSeconds(Math.Max(0, seconds)) : (TimeSpan?)null;
                traffic.End(hop, null, error, duration, (long?)message.Number("encodedDataLength"), at);
            }

            _hops.Remove(id);
        }
    }

    /// <summary>The gateway's word on maintenance.</summary>
    private void Said(JsonElement response)
    {
        foreach (var header in response.GetProperty("headers").EnumerateObject())
        {
            if (header.Name.Equals(Names.Headers.Maintenance, StringComparison.OrdinalIgnoreCase))
            {
                traffic.Maintenance = header.Value.GetString() == "on";
            }
        }
    }

    private async Task ContinueAsync(JsonElement message)
    {
        if (traffic.IsStorm)
        {
            // The browser is being ended.
            return;
        }

        var arguments = new Dictionary<string, object> { ["requestId"] = message.Text("requestId") ?? "" };
        if (HeadersFor(message) is { } headers)
        {
            arguments["headers"] = headers;
        }

        try
        {
            await Session.SendAsync("Fetch.continueRequest", arguments);
        }
        catch (PlaywrightException)
        {
            // The page left meanwhile; the request is gone with it.
        }
    }

    /// <summary>The request's headers with ours added; null leaves them alone.</summary>
    private List<object>? HeadersFor(JsonElement message)
    {
        var request = message.GetProperty("request");
        if (!Uri.TryCreate(request.Text("url"), UriKind.Absolute, out var url) || !site.IsOwn(url))
        {
            return null;
        }

        var type = message.Text("resourceType") ?? "Other";
        var frame = message.Text("frameId") ?? "";
        TrackedRequest? hop;
        bool sameOrigin;
        lock (_gate)
        {
            var hops = HopsOf(message.Text("networkId") ?? message.Text("requestId") ?? "");
            hop = hops.LastOrDefault() is { Paused: false, Duration: null } last && last.Url == url ? last : Begin(hops, request, type, frame);
            hop?.Paused = true;
            sameOrigin = _frames.TryGetValue(frame, out var origin) && origin == Origin(url);
        }

        return type == "Document" || sameOrigin ? [.. Given(request), .. Ours(url, hop)] : null;
    }

    private static IEnumerable<object> Given(JsonElement request) => request.GetProperty("headers").EnumerateObject()
        .Select(header => new { name = header.Name, value = header.Value.GetString() ?? "" });

    private IEnumerable<object> Ours(Uri url, TrackedRequest? hop)
    {
        foreach (var (name, value) in ProbeHeaders.For(url, identity, hop?.Span))
        {
            yield return new { name, value };
        }
    }

    /// <summary>`script https://shop.example/app.js:12`; the line counts from 1.</summary>
    private static string? Initiator(JsonElement message)
    {
        if (message.Member("initiator") is not { } initiator)
        {
            return null;
        }

        var frames = initiator.Member("stack")?.Member("callFrames");
        var top = frames is { ValueKind: JsonValueKind.Array } calls && calls.GetArrayLength() > 0 ? calls[0] : initiator;
        var place = top.Text("url") is { Length: > 0 } text && Uri.TryCreate(text, UriKind.Absolute, out var url)
            ? $" {SafeUrl.Full(url)}{(top.Number("lineNumber") is { } line ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $":{line + 1}") : "")}"
            : "";
        return (initiator.Text("type") ?? "other") + place;
    }

    private TrackedRequest? Begin(List<TrackedRequest> hops, JsonElement request, string type, string? frame)
    {
        var hop = Uri.TryCreate(request.Text("url"), UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? traffic.Begin(url, request.Text("method") ?? "GET", type, type == "Document" && frame == _mainFrame)
            : null;
        if (hop is not null)
        {
            hops.Add(hop);
        }

        return hop;
    }

    private List<TrackedRequest> HopsOf(string id)
    {
        if (!_hops.TryGetValue(id, out var hops))
        {
            _hops[id] = hops = [];
        }

        return hops;
    }
}
