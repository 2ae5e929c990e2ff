using SyntheticOps.Collector.Receiving;

namespace SyntheticOps.Collector.Forwarding;

/// <summary>
/// Accepted requests on their way to the other back end. Bounded by count and bytes; when it is full the oldest goes, because
/// ingest never waits for somebody else's server.
/// </summary>
internal sealed class ForwardQueue : IAcceptedRequests, IDisposable
{
    public const int RequestLimit = 64;

    private const long ByteLimit = 32 * 1024 * 1024;

    private readonly Queue<AcceptedRequest> _waiting = new();
    private readonly SemaphoreSlim _signal = new(0);
    private readonly Lock _lock = new();
    private long _bytes;
    private long _dropped;

    public void OnAccepted(AcceptedRequest request)
    {
        lock (_lock)
        {
            _waiting.Enqueue(request);
            _bytes += request.Body.Length;
            while (_waiting.Count > RequestLimit || (_bytes > ByteLimit && _waiting.Count > 1))
            {
                _bytes -= _waiting.Dequeue().Body.Length;
                _dropped++;
            }
        }

        _signal.Release();
    }

    public async Task<AcceptedRequest> TakeAsync(CancellationToken token)
    {
        while (true)
        {
            await _signal.WaitAsync(token);
            lock (_lock)
            {
                if (_waiting.TryDequeue(out var request))
                {
                    _bytes -= request.Body.Length;
                    return request;
                }
            }
        }
    }

    /// <summary>For a request that could not be delivered.</summary>
    public void CountDropped() => Interlocked.Increment(ref _dropped);

    /// <summary>How many were dropped since the last call.</summary>
    public long TakeDropped() => Interlocked.Exchange(ref _dropped, 0);

    public void Dispose() => _signal.Dispose();
}
