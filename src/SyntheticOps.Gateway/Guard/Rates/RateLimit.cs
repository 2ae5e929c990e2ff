using System.Threading.RateLimiting;

namespace SyntheticOps.Gateway.Guard.Rates;

/// <summary>One configured limit on ASP.NET Core's sliding windows. A window that is idle for some seconds is forgotten.</summary>
internal sealed class RateLimit : IDisposable
{
    private const int Segments = 4;

    /// <summary>New clients in half a minute that get a window of their own; what comes beyond shares some, so that memory stays bounded.</summary>
    private const int MaximumNewClients = 100_000;
    private const ulong SharedWindows = 1_024;
    private const long Period = 30;

    private readonly string[] _paths;
    private readonly string[] _methods;
    private readonly TimeProvider _clock;
    private readonly PartitionedRateLimiter<ClientKey> _limiter;
    private long _period;
    private int _new;

    public RateLimit(string name, RateOptions options, TimeProvider clock)
    {
        (Name, _paths, _methods, _clock) = (name, options.Paths, options.Methods, clock);
        RetryAfter = Math.Max(1, (options.PerS + Segments - 1) / Segments);
        var window = new SlidingWindowRateLimiterOptions
        {
            PermitLimit = options.Requests,
            Window = TimeSpan.FromSeconds(options.PerS),
            SegmentsPerWindow = Segments,
            QueueLimit = 0,
        };
        _limiter = PartitionedRateLimiter.Create<ClientKey, ClientKey>(client => RateLimitPartition.GetSlidingWindowLimiter(Bounded(client), _ =>
        {
            Interlocked.Increment(ref _new);
            return window;
        }));
    }

    public string Name { get; }

    /// <summary>Seconds until the oldest segment ends.</summary>
    public int RetryAfter { get; }

    /// <summary>New windows of the current half minute.</summary>
    public int Windows => Volatile.Read(ref _new);

    public bool Fits(HttpRequest request) =>
        (_methods.Length == 0 || _methods.Contains(request.Method, StringComparer.Ordinal)) && (_paths.Length == 0 || FitsPath(request.Path));

    public bool TryPass(ClientKey client)
    {
        using var lease = _limiter.AttemptAcquire(client);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    private bool FitsPath(PathString path)
    {
        foreach (var prefix in _paths)
        {
            if (path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase) || prefix == "/")
            {
                return true;
            }
        }

        return false;
    }

    private ClientKey Bounded(ClientKey client)
    {
        var period = _clock.GetTimestamp() / (_clock.TimestampFrequency * Period);
        if (Interlocked.Exchange(ref _period, period) != period)
        {
            Interlocked.Exchange(ref _new, 0);
        }

        return Volatile.Read(ref _new) < MaximumNewClients ? client : client with { Number = (ulong)(uint)client.GetHashCode() % SharedWindows };
    }
}
