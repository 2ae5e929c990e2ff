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
            var response = await deadline.OfTimedAsync(FetchAsync(method, url, content, tracked, deadline));
            var body = await deadline.OfAsync(response.TextAsync());
            session.LastHeaders = new Dictionary<string, string>(response.Headers, StringComparer.OrdinalIgnoreCase);
            session.LastBody = body.Length > MaximumBody ? body[..MaximumBody] : body;
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

    private async Task<IAPIResponse> FetchAsync(string method, Uri url, ResolvedContent content, TrackedRequest? tracked, Deadline deadline)
    {
        var client = session.Context is { } context && lease.IsAlive
            ? context.APIRequest
            : await lease.Playwright.APIRequest.NewContextAsync(new()
            {
                Proxy = new() { Server = session.Proxy.Address.GetLeftPart(UriPartial.Authority) },
                UserAgent = session.UserAgent,
            });
        var ours = session.Run.Site.IsOwn(url) ? ProbeHeaders.For(url, session.Run.Identity, tracked?.Span).ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase) : [];
        return await client.FetchAsync(url.AbsoluteUri, new()
        {
            Method = method,
            MaxRedirects = 0,
            Timeout = deadline.Milliseconds,
            DataByte = content.Body,
            Headers = [.. content.Headers.Where(header => !ours.ContainsKey(header.Key)), .. ours],
        });
    }
}
