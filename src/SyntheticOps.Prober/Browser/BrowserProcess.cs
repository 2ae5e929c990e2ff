using System.Diagnostics;
using Microsoft.Playwright;

namespace SyntheticOps.Prober.Browser;

/// <summary>One running browser with its Playwright driver.</summary>
internal sealed class BrowserProcess(IPlaywright playwright, IBrowser browser, string userAgent)
{
    /// <summary>A driver that is told to end does so within this, or is ended.</summary>
    private static readonly TimeSpan DriverPatience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan DriverMoment = TimeSpan.FromSeconds(0.1);

    private readonly Lock _gate = new();
    private bool _ended;

    public IPlaywright Playwright { get; } = playwright;

    public IBrowser Browser { get; } = browser;

    /// <summary>As the browser itself would send it.</summary>
    public string UserAgent { get; } = userAgent;

    /// <summary>Process id of the browser's main process, as the browser itself says.</summary>
    public int? Pid { get; init; }

    /// <summary>The node process that drives it.</summary>
    public int? DriverPid { get; init; }

    /// <summary>Stands in the environment of all its processes.</summary>
    public required string Mark { get; init; }

    /// <summary>Its file in the data folder.</summary>
    public string? Note { get; init; }

    public string? Profile { get; init; }

    /// <summary>Where the driver keeps what it records; removed at the end.</summary>
    public required string TraceFolder { get; init; }

    /// <summary>Runs started so far.</summary>
    public int Runs { get; set; }

    /// <summary>Runs going on.</summary>
    public int Leases { get; set; }

    /// <summary>No further runs: it is closed when the last one ends.</summary>
    public bool Retired { get; set; }

    /// <summary>A context of it did not close in time: asking it kindly to end would only take time from the next run.</summary>
    public bool IsStuck { get; set; }

    /// <summary>It took more memory than it may have, and was ended for that.</summary>
    public bool IsOverMemory { get; private set; }

    /// <summary>Playwright learns late of a driver that was killed, and never of a browser that somebody has stopped.</summary>
    public bool IsAlive => !_ended && Browser.IsConnected
        && (DriverPid is not { } driver || (ProcessTree.StartedAt(driver) is not null && !ProcessTree.IsStopped(driver)))
        && (Pid is not { } pid || !ProcessTree.IsStopped(pid));

    /// <summary>Ends it when it takes more than so many bytes.</summary>
    public void Limit(long bytes)
    {
        if (Pid is { } pid && IsAlive && ProcessTree.PrivateBytes(pid) > bytes)
        {
            IsOverMemory = true;
            Kill();
        }
    }

    /// <summary>Ends it: kindly within the time, then by force. Never throws.</summary>
    public async Task CloseAsync(TimeSpan patience, TimeProvider clock)
    {
        try
        {
            var close = Browser.CloseAsync();
            Forget(close);
            await close.WaitAsync(patience, clock);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException or ObjectDisposedException)
        {
            // By force, then.
            Debug.WriteLine(e);
        }

        Kill();
    }

    /// <summary>Ends the whole process tree and the driver at once. Never throws.</summary>
    public void Kill(bool atOnce = false)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
        }

        if (Pid is { } id)
        {
            ProcessTree.Kill(id);
        }

        ProcessTree.KillMarked(Mark);
        Forget(EndDriverAsync(atOnce ? DriverMoment : DriverPatience));
        ProcessNotes.Remove(Note);
        ProcessTree.RemoveFolder(Profile);
        ProcessTree.RemoveFolder(TraceFolder);
    }

    /// <summary>The driver waits for its own processes; nobody waits for it, and one that hangs is ended.</summary>
    private async Task EndDriverAsync(TimeSpan patience)
    {
        var started = DriverPid is { } id ? ProcessTree.StartedAt(id) : null;
        var dispose = Task.Run(Playwright.Dispose);
        Forget(dispose);
        await Task.WhenAny(dispose, Task.Delay(patience, TimeProvider.System));
        if (DriverPid is { } pid && started is not null && ProcessTree.StartedAt(pid) == started && ProcessTree.ParentOf(pid) == Environment.ProcessId)
        {
            ProcessTree.Kill(pid);
        }

        // A process that was dying may have written there after the first time.
        await Task.Delay(DriverPatience / 2, TimeProvider.System);
        ProcessTree.RemoveFolder(Profile);
        ProcessTree.RemoveFolder(TraceFolder);
    }

    private static void Forget(Task task) =>
        task.ContinueWith(static done => Debug.WriteLine(done.Exception), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
