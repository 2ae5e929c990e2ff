using System.Diagnostics;
using Microsoft.Playwright;

namespace SyntheticOps.Prober.Browser;

/// <summary>One running browser with its Playwright driver.</summary>
internal sealed class BrowserProcess(IPlaywright playwright, IBrowser browser, string userAgent, int? pid, string? note, string? profile, string traces)
{
    private readonly Lock _gate = new();
    private bool _ended;

    public IPlaywright Playwright { get; } = playwright;

    public IBrowser Browser { get; } = browser;

    /// <summary>As the browser itself would send it.</summary>
    public string UserAgent { get; } = userAgent;

    /// <summary>Process id of the browser's main process, as the browser itself says.</summary>
    public int? Pid { get; } = pid;

    /// <summary>Runs started so far.</summary>
    public int Runs { get; set; }

    /// <summary>Runs going on.</summary>
    public int Leases { get; set; }

    /// <summary>No further runs: it is closed when the last one ends.</summary>
    public bool Retired { get; set; }

    /// <summary>Where the driver keeps what it records; removed at the end.</summary>
    public string TraceFolder { get; } = traces;

    public bool IsAlive => !_ended && Browser.IsConnected;

    /// <summary>Ends it: kindly within the time, then by force. Never throws.</summary>
    public async Task CloseAsync(TimeSpan patience, TimeProvider clock)
    {
        var close = Browser.CloseAsync();
        try
        {
            await close.WaitAsync(patience, clock);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            Forget(close);
        }

        Kill();
    }

    /// <summary>Ends the whole process tree and the driver at once. Never throws.</summary>
    public void Kill()
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

        // The driver waits for its own processes; nobody waits for it.
        Forget(Task.Run(Playwright.Dispose));
        ProcessNotes.Remove(note);
        ProcessTree.RemoveFolder(profile);
        ProcessTree.RemoveFolder(TraceFolder);
    }

    private static void Forget(Task task) =>
        task.ContinueWith(static done => Debug.WriteLine(done.Exception), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
