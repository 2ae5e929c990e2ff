namespace SyntheticOps.Collector.Receiving;

/// <summary>How many requests and bytes may be in memory at one time; beyond that the sender comes back later.</summary>
internal sealed class IngestBudget
{
    private int _requests;
    private long _bytes;

    /// <summary>Null when there are too many requests already. Dispose it with the request.</summary>
    public Lease? TryEnter()
    {
        if (Interlocked.Increment(ref _requests) <= Limits.ConcurrentRequests)
        {
            return new Lease(this);
        }

        Interlocked.Decrement(ref _requests);
        return null;
    }

    /// <summary>One request's share.</summary>
    internal sealed class Lease(IngestBudget budget) : IDisposable
    {
        private long _taken;

        /// <summary>False when the bytes of all requests would pass the limit.</summary>
        public bool TryTake(long bytes)
        {
            _taken += bytes;
            return Interlocked.Add(ref budget._bytes, bytes) <= Limits.InFlightBytes;
        }

        public void Dispose()
        {
            Interlocked.Add(ref budget._bytes, -_taken);
            Interlocked.Decrement(ref budget._requests);
        }
    }
}
