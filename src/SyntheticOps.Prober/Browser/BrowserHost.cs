using System.Collections.Concurrent;

namespace SyntheticOps.Prober.Browser;

/// <summary>
/// The browser that runs share. It is started at the first run, replaced after a number of runs or when it is lost, and
/// closed when its last run ends.
/// </summary>
internal sealed class BrowserHost(BrowserSettings settings, TimeProvider clock, ILogger<BrowserHost> logger) : IAsyncDisposable
{
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(3);

    /// <summary>How often memory is looked at while a run goes on.</summary>
    private static readonly TimeSpan WatchEvery = TimeSpan.FromMilliseconds(500);

    private readonly BrowserLauncher _launcher = new(settings, clock);
    private readonly ConcurrentDictionary<Task, bool> _closing = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private BrowserProcess? _current;
    private bool _disposed;

    public bool SandboxIsOn => Sandbox.IsOn(settings);

    /// <summary>Starts the browser if there is none; what to do about it when that does not work, else null.</summary>
    public async Task<string?> WarmAsync(CancellationToken token)
    {
        await _gate.WaitAsync(token);
        try
        {
            return (await CurrentAsync()).Problem;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<LeaseAnswer> LeaseAsync(CancellationToken token)
    {
        await _gate.WaitAsync(token);
        try
        {
            var (process, problem) = await CurrentAsync();
            return process is null ? new(null, problem) : new(Lease(process), null);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        try
        {
            _disposed = true;
            if (_current is { } process)
            {
                _current = null;
                await process.CloseAsync(ClosePatience, clock);
            }

            await Task.WhenAll(_closing.Keys);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The browser for the next run, started if need be. Within the gate.</summary>
    private async Task<(BrowserProcess? Process, string? Problem)> CurrentAsync()
    {
        if (_current is { Retired: true })
        {
            _current = null;
        }

        if (_current is { IsAlive: false } lost)
        {
            logger.BrowserGone(lost.Pid);
            lost.Kill();
            _current = null;
        }

        if (_disposed)
        {
            return (null, "The prober is stopping.");
        }

        if (_current is null)
        {
            (_current, var problem) = await _launcher.LaunchAsync();
            if (_current is null)
            {
                return (null, problem);
            }

            logger.BrowserStarted(_current.Pid, _current.Browser.Version, SandboxIsOn);
        }

        return (_current, null);
    }

    private BrowserLease Lease(BrowserProcess process)
    {
        if (++process.Leases == 1)
        {
            Keep(WatchAsync(process));
        }

        if (++process.Runs >= settings.RunsPerBrowser)
        {
            process.Retired = true;
            _current = null;
        }

        return new BrowserLease(process, GiveBackAsync);
    }

    private async Task GiveBackAsync(BrowserProcess process)
    {
        await _gate.WaitAsync();
        var isLast = --process.Leases == 0;
        if (isLast && !process.IsAlive)
        {
            // Now, and not before the next run: what is left of it takes memory and files.
            logger.BrowserGone(process.Pid);
            process.Retired = true;
            Keep(Task.Run(() => process.Kill()));
        }
        else if (isLast && (process.Retired || _disposed))
        {
            logger.BrowserRecycled(process.Pid, process.Runs);
            Keep(process.IsStuck ? Task.Run(() => process.Kill()) : process.CloseAsync(ClosePatience, clock));
        }

        _gate.Release();
    }

    /// <summary>Ends a browser that takes too much memory, while runs go on.</summary>
    private async Task WatchAsync(BrowserProcess process)
    {
        while (process is { Leases: > 0, IsAlive: true })
        {
            await Task.Delay(WatchEvery, clock);
            process.Limit(settings.MemoryLimit);
            if (process.IsOverMemory)
            {
                logger.BrowserOverMemory(process.Pid, settings.MemoryLimit / (1024 * 1024));
            }
        }
    }

    /// <summary>Nobody waits for it, except the end of the process.</summary>
    private void Keep(Task task)
    {
        _closing[task] = true;
        _ = task.ContinueWith(done => _closing.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
