using SyntheticOps.Checker.Http;

namespace SyntheticOps.Checker.Headers.Capture;

/// <summary>
/// A redirect to where the target's own session began sees what that session saw: the request would be the same, and asking
/// twice in the same second shows nothing new.
/// </summary>
internal sealed class SeenSession(Uri start, Task<Session> session)
{
    /// <summary>The rest of the exchange; null when it has to be asked for.</summary>
    /// <param name="before">Up to the redirect; its URL is where that leads.</param>
    public async Task<HttpExchange?> FindAsync(HttpExchange before, HttpFetch fetch, CancellationToken token)
    {
        if (before.Url != start || fetch.Cookies?.Invoke(before.Hops, before.Url) is { Length: > 0 })
        {
            return null;
        }

        Session other;
        try
        {
            other = await session.WaitAsync(token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        var (seen, fault) = other;
        if (fault is not null && fetch.VerifyCertificate)
        {
            return before with { Failure = fault };
        }

        return before.Hops.Count + seen.Hops.Count > fetch.MaximumRedirects + 1 ? null : seen with { Requested = before.Requested, Hops = [.. before.Hops, .. seen.Hops] };
    }
}
