using Microsoft.Extensions.Options;

namespace SyntheticOps.Gateway.Guard.Rates;

/// <summary>All limits; one that refuses is enough.</summary>
internal sealed class RateLimits(IOptions<GuardOptions> options, TimeProvider clock) : IDisposable
{
    private readonly RateLimit[] _limits = [.. options.Value.Rates.Select(rate => new RateLimit(rate.Key, rate.Value, clock))];

    /// <summary>The limit that the client exceeds with this request; null when it may pass.</summary>
    public RateLimit? Exceeded(HttpContext context)
    {
        if (_limits.Length == 0 || context.Connection.RemoteIpAddress is not { } address)
        {
            return null;
        }

        foreach (var limit in _limits)
        {
            if (limit.Fits(context.Request) && !limit.TryPass(ClientKey.Of(address)))
            {
                return limit;
            }
        }

        return null;
    }

    public void Dispose() => Array.ForEach(_limits, limit => limit.Dispose());
}
