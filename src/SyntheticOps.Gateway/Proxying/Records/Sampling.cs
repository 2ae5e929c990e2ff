namespace SyntheticOps.Gateway.Proxying.Records;

/// <summary>Chooses which successes are recorded: all of them in quiet times, about as many as allowed when there are more.</summary>
internal sealed class Sampling(int perSecond, TimeProvider clock)
{
    private long _second;
    private int _now;
    private int _before;

    /// <summary>Whether the next request is recorded although nothing is wrong with it, and the share that is recorded now.</summary>
    public (bool IsKept, double Ratio) Next()
    {
        var second = clock.GetTimestamp() / clock.TimestampFrequency;
        var known = Interlocked.Read(ref _second);
        if (second != known && Interlocked.CompareExchange(ref _second, second, known) == known)
        {
            // A pause is a quiet second.
            var last = Interlocked.Exchange(ref _now, 0);
            Volatile.Write(ref _before, second == known + 1 ? last : 0);
        }

        var busiest = Math.Max(Interlocked.Increment(ref _now), Volatile.Read(ref _before));
        var ratio = busiest <= perSecond ? 1 : (double)perSecond / busiest;
        return (ratio >= 1 || Random.Shared.NextDouble() < ratio, ratio);
    }
}
