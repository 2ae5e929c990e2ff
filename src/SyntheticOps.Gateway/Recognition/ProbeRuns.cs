using System.Diagnostics;

namespace SyntheticOps.Gateway.Recognition;

/// <summary>
/// The runs whose probes came by lately. A run's id is the id of its trace, so a request that a probe caused elsewhere (the
/// webhook of its payment) is known by its traceparent.
/// </summary>
internal sealed class ProbeRuns(TimeProvider clock)
{
    private const int Kept = 256;

    /// <summary>As long as a probe's signature holds.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(300);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);

    public void Note(string run)
    {
        lock (_gate)
        {
            _seen[run] = clock.GetUtcNow();
            if (_seen.Count > Kept)
            {
                _seen.Remove(_seen.MinBy(seen => seen.Value).Key);
            }
        }
    }

    /// <summary>The run that caused this request; null when it is nobody's.</summary>
    public string? CauseOf(HttpRequest request)
    {
        if (!ActivityContext.TryParse(request.Headers.TraceParent, null, isRemote: true, out var trace))
        {
            return null;
        }

        var run = trace.TraceId.ToHexString();
        lock (_gate)
        {
            return _seen.TryGetValue(run, out var at) && clock.GetUtcNow() - at <= Age ? run : null;
        }
    }
}
