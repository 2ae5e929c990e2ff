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
internal sealed class PageWatch(RunTraffic traffic, Site site, ProbeIdentity identity)
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
        On("Network.requestWillBeSent", Announced);
        On("Network.responseReceived", Answered);
        On("Network.loadingFinished", message => Ended(message, error: null));
        On("Network.loadingFailed", message => Ended(message, Text(message, "errorText")));
        On("Page.frameNavigated", Navigated);
        On("Fetch.requestPaused", message => _ = ContinueAsync(message));
        var tree = await _session.SendAsync("Page.getFrameTree");
        _mainFrame = Text(tree!.Value.GetProperty("frameTree").GetProperty("frame"), "id") ?? "";
        await _session.SendAsync("Page.enable");
        await _session.SendAsync("Network.enable", new() { ["maxTotalBufferSize"] = 0, ["maxResourceBufferSize"] = 0 });
        await _session.SendAsync("Fetch.enable", new() { ["patterns"] = site.OwnOrigins.SelectMany(Patterns).ToArray() });
    }

    private static IEnumerable<object> Patterns(Uri origin)
    {
        yield return new { urlPattern = Origin(origin) + "/*", requestStage = "Request" };
    }

    private static string Origin(Uri url) => url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    private void On(string name, Action<JsonElement> handle) =>
        Session.Event(name).OnEvent += (_, message) =>
        {
            if (message is { } element)
            {
                handle(element);
            }
        };

    private void Navigated(JsonElement message)
    {
        var frame = message.GetProperty("frame");
        lock (_gate)
        {
            _frames[Text(frame, "id") ?? ""] = Text(frame, "securityOrigin") ?? "";
        }
    }

    private void Announced(JsonElement message)
    {
        var id = Text(message, "requestId") ?? "";
        var clock = message.GetProperty("timestamp").GetDouble();
        lock (_gate)
        {
            var hops = HopsOf(id);
            if (message.TryGetProperty("redirectResponse", out var redirect) && hops.FindLast(hop => hop is { Clock: not null, Duration: null }) is { } before)
            {
                Said(redirect);
                traffic.Answered(before, redirect.GetProperty("status").GetInt32(), Text(redirect, "protocol"));
                traffic.End(before, null, null, TimeSpan.FromSeconds(Math.Max(0, clock - before.Clock!.Value)));
            }

            var request = message.GetProperty("request");
            var last = hops.LastOrDefault();
            var hop = last is { Clock: null } ? last : Begin(hops, request, Text(message, "type") ?? "Other", Text(message, "frameId"));
            if (hop is not null)
            {
                hop.Clock = clock;
                hop.StartedAt = DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(message.GetProperty("wallTime").GetDouble());
            }
        }
    }

    private void Answered(JsonElement message)
    {
        lock (_gate)
        {
            if (HopsOf(Text(message, "requestId") ?? "").LastOrDefault() is { } hop)
            {
                var response = message.GetProperty("response");
                traffic.Answered(hop, response.GetProperty("status").GetInt32(), Text(response, "protocol"));
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
            var id = Text(message, "requestId") ?? "";
            if (HopsOf(id).LastOrDefault() is { } hop)
            {
                var duration = hop.Clock is { } begin ? message.GetProperty("timestamp").GetDouble() - begin : (double?)null;
                traffic.End(hop, null, error, duration is { } seconds ? TimeSpan.FromSeconds(Math.Max(0, seconds)) : null);
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
        var arguments = new Dictionary<string, object> { ["requestId"] = Text(message, "requestId") ?? "" };
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
        if (!Uri.TryCreate(Text(request, "url"), UriKind.Absolute, out var url) || !site.IsOwn(url))
        {
            return null;
        }

        var type = Text(message, "resourceType") ?? "Other";
        var frame = Text(message, "frameId") ?? "";
        TrackedRequest? hop;
        bool sameOrigin;
        lock (_gate)
        {
            var hops = HopsOf(Text(message, "networkId") ?? Text(message, "requestId") ?? "");
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

    private TrackedRequest? Begin(List<TrackedRequest> hops, JsonElement request, string type, string? frame)
    {
        var hop = Uri.TryCreate(Text(request, "url"), UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? traffic.Begin(url, Text(request, "method") ?? "GET", type, type == "Document" && frame == _mainFrame)
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

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
