namespace SyntheticOps.Gateway.Webhooks;

/// <summary>Wakes one waiter; a signal that nobody waits for is kept, a second one is not.</summary>
internal sealed class Signal : IDisposable
{
    private readonly SemaphoreSlim _set = new(0, 1);
    private readonly Lock _gate = new();

    public void Set()
    {
        lock (_gate)
        {
            if (_set.CurrentCount == 0)
            {
                _set.Release();
            }
        }
    }

    public Task WaitAsync(CancellationToken token) => _set.WaitAsync(token);

    /// <summary>Returns at the signal or when the time is over.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken token)
    {
        using var over = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, over.Token);
        try
        {
            await _set.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    public void Dispose() => _set.Dispose();
}
