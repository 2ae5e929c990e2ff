using Microsoft.Playwright;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Prober.Browser;

/// <summary>Starts a driver and a browser.</summary>
internal sealed class BrowserLauncher(BrowserSettings settings, TimeProvider clock)
{
    /// <summary>Nothing listens there: a request that no run's own proxy carries goes nowhere.</summary>
    private const string NoProxy = "http://127.0.0.1:9";

    /// <summary>A browser, or what to do about its absence.</summary>
    public async Task<(BrowserProcess? Process, string? Problem)> LaunchAsync()
    {
        var (path, problem) = BrowserLocator.Find(settings);
        problem ??= Sandbox.Refusal(settings);
        if (path is null || problem is not null)
        {
            return (null, problem);
        }

        IPlaywright? playwright = null;
        var traces = TraceFolder.Create();

        // Marks the processes of this browser in their environment.
        var mark = Guid.NewGuid().ToString("N");
        try
        {
            playwright = await Playwright.CreateAsync().WaitAsync(settings.LaunchTimeout, clock);
            var browser = await playwright.Chromium.LaunchAsync(Options(path, traces, mark)).WaitAsync(settings.LaunchTimeout, clock);
            var (userAgent, pid) = await AboutAsync(browser);
            var profile = pid is { } id ? ProcessTree.ProfileOf(id) : null;
            return (new BrowserProcess(playwright, browser, userAgent)
            {
                Pid = pid,
                DriverPid = pid is { } child ? ProcessTree.ParentOf(child) : null,
                Mark = mark,
                Note = ProcessNotes.Write(settings.StateFolder, pid, mark, [profile, traces]),
                Profile = profile,
                TraceFolder = traces,
            }, null);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException or IOException or InvalidOperationException)
        {
            playwright?.Dispose();
            ProcessTree.KillMarked(mark);
            ProcessTree.RemoveFolder(traces);
            return (null, Explain(path, e));
        }
    }

    private BrowserTypeLaunchOptions Options(string path, string traces, string mark) => new()
    {
        ExecutablePath = path,
        Headless = !settings.Headed,
        SlowMo = (float)settings.SlowMotion.TotalMilliseconds,
        ChromiumSandbox = Sandbox.IsOn(settings),
        Proxy = new Microsoft.Playwright.Proxy { Server = NoProxy },
        HandleSIGHUP = false,
        HandleSIGINT = false,
        HandleSIGTERM = false,
        Timeout = (float)settings.LaunchTimeout.TotalMilliseconds,
        TracesDir = traces,
        Env = BrowserEnvironment.Create(mark),

        // Windows that a page opens without a click are blocked, as for a customer.
        IgnoreDefaultArgs = ["--disable-popup-blocking"],

        // A rebinding or a stray service must not find a way around the run's proxy.
        Args = ["--disable-quic", "--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--webrtc-ip-handling-policy=disable_non_proxied_udp", "--disable-dev-shm-usage"],
    };

    /// <summary>What the browser says about itself.</summary>
    private async Task<(string UserAgent, int? Pid)> AboutAsync(IBrowser browser)
    {
        var session = await browser.NewBrowserCDPSessionAsync().WaitAsync(settings.LaunchTimeout, clock);
        var version = await session.SendAsync("Browser.getVersion").WaitAsync(settings.LaunchTimeout, clock);
        var processes = await session.SendAsync("SystemInfo.getProcessInfo").WaitAsync(settings.LaunchTimeout, clock);
        await session.DetachAsync().WaitAsync(settings.LaunchTimeout, clock);
        int? pid = null;
        foreach (var process in processes!.Value.GetProperty("processInfo").EnumerateArray())
        {
            if (process.GetProperty("type").ValueEquals("browser"))
            {
                pid = process.GetProperty("id").GetInt32();
            }
        }

        return (version!.Value.GetProperty("userAgent").GetString() ?? "", pid);
    }

    private static string Explain(string path, Exception e)
    {
        var first = e.Message.Split('\n', 2)[0].Trim();
        return e.Message.Contains("No usable sandbox", StringComparison.OrdinalIgnoreCase)
            ? $"{path} found no sandbox here. Allow user namespaces, or set {Names.Env.AllowNoSandbox}=1 if it visits trusted pages only."
            : $"{path} did not start: {(first.Length > 200 ? first[..200] : first)}";
    }
}
