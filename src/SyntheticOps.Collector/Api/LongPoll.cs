using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Api;

/// <summary>Lets a bounded number of requests wait for changes.</summary>
internal sealed class LongPoll(IncidentChanges changes, TimeProvider clock)
{
    public const int MaxWaiting = 64;

    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    private int _waiting;

    /// <summary>
    /// Reads until <paramref name="isNews"/> holds or the time is up, and returns the last reading; null when too many wait
    /// already.
    /// </summary>
    public async Task<T?> ReadAsync<T>(Func<CancellationToken, Task<T>> read, Func<T, bool> isNews, TimeSpan wait, CancellationToken token)
        where T : class
    {
        // Registered before reading: a change in between is not missed.
        var next = changes.Next;
        var value = await read(token);
        if (isNews(value) || wait <= TimeSpan.Zero)
        {
            return value;
        }

        if (Interlocked.Increment(ref _waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return null;
        }

        try
        {
            using var timer = new CancellationTokenSource(wait, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, token);
            while (!isNews(value))
            {
                await next.WaitAsync(either.Token);
                next = changes.Next;
                value = await read(token);
            }
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            // Time is up; what was read last is still true.
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        return value;
    }
}
