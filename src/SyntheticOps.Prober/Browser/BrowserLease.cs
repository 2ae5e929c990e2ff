using Microsoft.Playwright;

namespace SyntheticOps.Prober.Browser;

/// <summary>The right of one run to use the shared browser; disposing gives it back.</summary>
internal sealed class BrowserLease(BrowserProcess process, Func<BrowserProcess, Task> giveBack) : IAsyncDisposable
{
    public IPlaywright Playwright => process.Playwright;

    public IBrowser Browser => process.Browser;

    public int? Pid => process.Pid;

    public string UserAgent => process.UserAgent;

    /// <summary>Of the browser's driver; removed with it.</summary>
    public string TraceFolder => process.TraceFolder;

    public bool IsOverMemory => process.IsOverMemory;

    /// <summary>No further run gets this browser: a context of it did not close in time.</summary>
    public void Retire() => process.Retired = process.IsStuck = true;

    public bool IsAlive => process.IsAlive;

    /// <summary>Ends the browser by force: it no longer answers.</summary>
    /// <param name="atOnce">The driver, too: it has more to do than it ever will.</param>
    public void Kill(bool atOnce = false) => process.Kill(atOnce);

    public async ValueTask DisposeAsync() => await giveBack(process);
}

/// <summary>A lease, or why there is none, in words that say what to do.</summary>
internal sealed record LeaseAnswer(BrowserLease? Lease, string? Problem);
