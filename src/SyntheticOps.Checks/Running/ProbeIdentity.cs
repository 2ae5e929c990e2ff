using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Probing;

namespace SyntheticOps.Checks.Running;

/// <summary>Marks the requests of one run (contracts.md section 4): User-Agent everywhere, run headers to own origins only.</summary>
/// <param name="probeKey">Signs the header; null when none is configured, then no signature is sent.</param>
public sealed class ProbeIdentity(string runId, string? probeKey, TimeProvider clock)
{
    /// <summary>`SyntheticOps/VERSION`, to stand at the end of User-Agent.</summary>
    public static string UserAgent { get; } = $"SyntheticOps/{typeof(ProbeIdentity).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>The headers for a request to one of the site's own origins, besides traceparent.</summary>
    public IEnumerable<KeyValuePair<string, string>> HeadersFor(Uri target)
    {
        if (probeKey is not null)
        {
            var signature = ProbeSignature.Create(probeKey, runId, $"{target.IdnHost}:{target.Port}", clock.GetUtcNow());
            yield return new(Names.Headers.SyntheticProbe, signature);
        }
    }
}
