using System.Collections.Concurrent;

namespace SyntheticOps.Checker.Http;

/// <summary>
/// Connections that the requests of one run leave to those after them, one for each server: HTTP/2 is shared at once, HTTP/1.1
/// by one after the other; who finds it taken opens another one. Ended with the run, so that no run sees the certificate of an
/// earlier one.
/// </summary>
internal sealed class KeptConnections : IDisposable
{
    private readonly ConcurrentDictionary<KeptKey, KeptConnection> _kept = new();

    /// <summary>Waits for a connection to that server that is being made.</summary>
    public async Task<HopLease> TakeAsync(KeptKey key, CancellationToken token)
    {
        if (!_kept.TryGetValue(key, out var kept))
        {
            var mine = new KeptConnection();
            kept = _kept.GetOrAdd(key, mine);
            if (kept == mine)
            {
                return new HopLease(mine.Handler, mine);
            }

            mine.Handler.Dispose();
        }

        await kept.Handler.Tried.WaitAsync(token);
        return kept.Handler.IsShared || kept.TryTake() ? new HopLease(kept.Handler, kept) : HopLease.Own();
    }

    public void Dispose()
    {
        foreach (var kept in _kept.Values)
        {
            kept.Handler.Dispose();
        }
    }
}

/// <summary>Requests with the same key may go over the same connection.</summary>
internal sealed record KeptKey(string Scheme, string Host, int Port, bool VerifyCertificate, AddressChoice Addresses);

/// <summary>One server's connection; the request that makes it holds it first.</summary>
internal sealed class KeptConnection
{
    private int _taken = 1;

    public HopHandler Handler { get; } = new();

    public bool TryTake() => Interlocked.CompareExchange(ref _taken, 1, 0) == 0;

    public void Release() => Volatile.Write(ref _taken, 0);
}

/// <summary>The handler for one request; one that is not kept ends with it.</summary>
internal sealed class HopLease(HopHandler handler, KeptConnection? kept) : IDisposable
{
    public HopHandler Handler { get; } = handler;

    public static HopLease Own() => new(new HopHandler(), null);

    public void Dispose()
    {
        if (kept is null)
        {
            Handler.Dispose();
            return;
        }

        // The first request may have ended before it tried to connect.
        Handler.EndTrying();
        if (!Handler.IsShared)
        {
            kept.Release();
        }
    }
}
