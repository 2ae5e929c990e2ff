namespace SyntheticOps.Gateway.Webhooks;

/// <summary>Exponential with full jitter, so that gateways do not fall upon a shop that comes back all at once.</summary>
internal static class BackOff
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait after the shop is back.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <param name="failures">In a row, at least one.</param>
    /// <param name="chance">0 to 1.</param>
    public static TimeSpan After(int failures, double chance)
    {
        var ceiling = Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Min(failures, 10) - 1));
        return TimeSpan.FromSeconds(Math.Max(Shortest.TotalSeconds, ceiling * chance));
    }
}
