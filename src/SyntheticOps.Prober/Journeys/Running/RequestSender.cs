using Microsoft.Playwright;
using SyntheticOps.Prober.Browser;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Traffic;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Prober.Journeys.Running;

/// <summary>Sends the requests of `request` steps, with the context's cookies while there is one, through the run's proxy.</summary>
internal sealed class RequestSender(JourneySession session, BrowserLease lease)
{
    /// <summary>Characters of an answer that are looked at.</summary>
    private const int MaximumBody = 1024 * 1024;

    /// <summary>The status of the answer, whose body becomes the session's last.</summary>
    public async Task<int> SendAsync(string method, Uri url, ResolvedContent content, Deadline deadline)
    {
        var tracked = session.Traffic.Begin(url, method, "Request", isPage: false);
        try
        {
            var response = await AnswerAsync(method, url, content, tracked, deadline);
            session.LastHeaders = response.Headers;
            session.LastBody = response.Body.Length > MaximumBody ? response.Body[..MaximumBody] : response.Body;
            if (tracked is not null)
            {
                session.Traffic.End(tracked, response.Status, null, null);
            }

            if (session.Run.Site.IsOwn(url) && response.Headers.TryGetValue(Names.Headers.Maintenance.ToLowerInvariant(), out var maintenance))
            {
                session.Traffic.Maintenance = maintenance == "on";
            }

            return response.Status;
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException && tracked is not null)
        {
            session.Traffic.End(tracked, null, e is TimeoutException ? "timeout" : NetErrors.ReasonOf(e.Message) ?? "request failed", null);
            throw;
        }
    }

    /// <summary>
    /// Through the browser's context. After the run's time a page may still keep the driver from everything else (a storm of
    /// requests does); then what may be sent twice is sent from here, without the context's cookies.
    /// </summary>
    private async Task<ApiAnswer> AnswerAsync(string method, Uri url, ResolvedContent content, TrackedRequest? tracked, Deadline deadline)
    {
        var headers = Headers(url, content, tracked);
        if (!lease.IsAlive)
        {
            return await DirectAsync(method, url, content, headers, deadline);
        }

        if (!session.IsOverTime || method is not ("DELETE" or "GET" or "HEAD" or "PUT"))
        {
            return await BrowserAsync(method, url, content, headers, deadline);
        }

        try
        {
            return await BrowserAsync(method, url, content, headers, deadline.Within(deadline.Left * 0.35));
        }
        catch (TimeoutException)
        {
            return await DirectAsync(method, url, content, headers, deadline);
        }
    }

    private Task<ApiAnswer> DirectAsync(string method, Uri url, ResolvedContent content, Dictionary<string, string> headers, Deadline deadline) =>
        deadline.OfAsync(DirectRequest.SendAsync(session.Proxy, method, url, content.Body, headers.Append(new("User-Agent", session.UserAgent)), deadline.Token));

    private Dictionary<string, string> Headers(Uri url, ResolvedContent content, TrackedRequest? tracked)
    {
        var ours = session.Run.Site.IsOwn(url) ? ProbeHeaders.For(url, session.Run.Identity, tracked?.Span).ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase) : [];
        return new([.. content.Headers.Where(header => !ours.ContainsKey(header.Key)), .. ours], StringComparer.OrdinalIgnoreCase);
    }

    private async Task<ApiAnswer> BrowserAsync(string method, Uri url, ResolvedContent content, Dictionary<string, string> headers, Deadline deadline)
    {
        var response = await deadline.OfTimedAsync(FetchAsync(method, url, content, headers, deadline));
        var body = await deadline.OfAsync(response.TextAsync());
        return new ApiAnswer(response.Status, new Dictionary<string, string>(response.Headers, StringComparer.OrdinalIgnoreCase), body);
    }

    private async Task<IAPIResponse> FetchAsync(string method, Uri url, ResolvedContent content, Dictionary<string, string> headers, Deadline deadline)
    {
        var client = session.Context is { } context
            ? context.APIRequest
            : await lease.Playwright.APIRequest.NewContextAsync(new()
            {
                Proxy = new() { Server = session.Proxy.Address.GetLeftPart(UriPartial.Authority) },
                UserAgent = session.UserAgent,
            });
        return await client.FetchAsync(url.AbsoluteUri, new()
        {
            Method = method,
            MaxRedirects = 0,
            Timeout = deadline.Milliseconds,
            DataByte = content.Body,
            Headers = headers,
        });
    }
}
