using Microsoft.Playwright;
using SyntheticOps.Checks;
using SyntheticOps.Prober.Browser;
using SyntheticOps.Prober.Evidence;
using SyntheticOps.Prober.Evidence.Integrity;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Reading.Values;
using SyntheticOps.Prober.Proxy;
using SyntheticOps.Prober.Traffic;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Journeys.Running;

/// <summary>Browser context, page, proxy and variables of one run. Nothing of it outlives the run.</summary>
internal sealed class JourneySession : IAsyncDisposable
{
    private const int MaximumPages = 20;

    /// <summary>For closing the context of a run that has time left, and of one that has not: its verdict must not come late.</summary>
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LateClosePatience = TimeSpan.FromSeconds(0.4);

    private readonly BrowserLease _lease;
    private readonly Dictionary<IPage, Task> _pages = [];
    private IBrowserContext? _context;
    private IPage? _page;
    private PageWatch? _watch;
    private volatile bool _crashed;

    public JourneySession(BrowserLease lease, CheckRun run, ForwardProxy proxy, IReadOnlyDictionary<string, string> values, Redactor redactor, TimeProvider clock)
    {
        (_lease, Run, Proxy, Redactor) = (lease, run, proxy, redactor);
        Values = new Dictionary<string, string>(values, StringComparer.Ordinal);
        Clock = clock;
        Traffic = new RunTraffic(run.Site, redactor, clock);
        Console = new ConsoleLog(run.Site, Traffic, redactor, clock);
        Vitals = new VitalsWatch(Traffic);
        _ = Traffic.Storm.Task.ContinueWith(_ => lease.Kill(atOnce: true), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        Requests = new RequestSender(this, lease);
    }

    public CheckRun Run { get; }

    /// <summary>Time that the steps have together.</summary>
    public required TimeSpan RunLimit { get; init; }

    /// <summary>What the journey wants of its browser.</summary>
    public BrowserWishes Wishes { get; init; } = BrowserWishes.Usual;

    public ForwardProxy Proxy { get; }

    public RunTraffic Traffic { get; }

    public ConsoleLog Console { get; }

    public VitalsWatch Vitals { get; }

    /// <summary>Takes the inventory of the pages that are named for it; null when none is.</summary>
    public ScriptWatch? Scripts { get; private set; }

    /// <summary>Before the session is opened.</summary>
    public void WatchScripts(IntegrityOptions? options) => Scripts = options is null ? null : new ScriptWatch(options, Traffic);

    /// <summary>Where the driver keeps a trace until it is cleaned.</summary>
    public string TraceFolder => _lease.TraceFolder;

    public Redactor Redactor { get; }

    public Dictionary<string, string> Values { get; }

    /// <summary>Variables that are made anew each time they are used.</summary>
    public IReadOnlyDictionary<string, VariableMaker> Live { get; init; } = new Dictionary<string, VariableMaker>();

    public TimeProvider Clock { get; }

    /// <summary>Fields that were filled from a secret.</summary>
    public List<ILocator> Covered { get; } = [];

    /// <summary>Text of the answer to the last `request`.</summary>
    public string? LastBody { get; set; }

    /// <summary>Headers of that answer, names in any case.</summary>
    public IReadOnlyDictionary<string, string> LastHeaders { get; set; } = new Dictionary<string, string>();

    public RequestSender Requests { get; }

    public IPage Page => _page ?? throw new InvalidOperationException("The session is not open.");

    /// <summary>What the step looks at: the page, or a window that it opened.</summary>
    public IPage Front
    {
        get => field is { IsClosed: false } front ? front : Page;
        set;
    }

    public IBrowserContext? Context => _context;

    public ICDPSession Devtools => _watch!.Session;

    public string UserAgent => $"{_lease.UserAgent} {Checks.Running.ProbeIdentity.UserAgent}";

    /// <summary>The page's process or the whole browser is gone: our fault until proven otherwise.</summary>
    public bool IsLost => _crashed || !_lease.IsAlive;

    /// <summary>The time of the steps is over.</summary>
    public bool IsOverTime => RunDeadline?.IsOver == true;

    /// <summary>End of the steps.</summary>
    public Deadline? RunDeadline { get; init; }

    /// <summary>Why it is gone.</summary>
    public string LossReason => Traffic.IsStorm ? Reasons.StepFailed : _lease.IsOverMemory ? Reasons.ResourceLimit : Reasons.BrowserLost;

    /// <summary>A fresh context behind the run's proxy: no service workers, no downloads, no dialogs.</summary>
    public async Task OpenAsync(Deadline deadline)
    {
        _context = await deadline.OfAsync(_lease.Browser.NewContextAsync(new()
        {
            Proxy = new() { Server = Proxy.Address.GetLeftPart(UriPartial.Authority) },
            ServiceWorkers = Wishes.AllowsServiceWorkers ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
            AcceptDownloads = Wishes.AcceptsDownloads,
            UserAgent = UserAgent,
            BaseURL = Run.Site.Url.AbsoluteUri,
            Locale = Wishes.Locale ?? Run.Site.Languages[0],
            ViewportSize = new() { Width = Wishes.Viewport?.Width ?? FilmFrame.PageWidth, Height = Wishes.Viewport?.Height ?? FilmFrame.PageHeight },
        }));
        await deadline.OfAsync(_context.AddInitScriptAsync(ConsoleGuard.Script + WebVitals.Script));
        _page = await deadline.OfAsync(_context.NewPageAsync());
        Guard(_page);
        _page.Crash += (_, _) => _crashed = true;
        _watch = NewWatch(isMain: true);
        await deadline.OfAsync(_watch.AttachAsync(_context, _page));
        _context.Page += (_, page) => Welcome(page);
    }

    public Task<int> SendAsync(string method, Uri url, ResolvedContent content, Deadline deadline) => Requests.SendAsync(method, url, content, deadline);

    /// <summary>Sets a variable; a secret one is hidden from now on.</summary>
    public void Set(string name, string value, bool isSecret)
    {
        Values[name] = value;
        if (isSecret)
        {
            Redactor.Add(value);
        }
    }

    /// <summary>The text with its variables, secrets included; live ones are made now.</summary>
    public string Resolve(Template template)
    {
        foreach (var name in template.Names)
        {
            if (Live.TryGetValue(name, out var maker))
            {
                Set(name, maker.Make(new VariableMoment(Values, Clock)), maker.IsSecret);
            }
        }

        return template.Resolve(Values);
    }

    /// <summary>Closes the context; when it does not close in time, the browser is given up.</summary>
    public async ValueTask DisposeAsync()
    {
        Traffic.Complete();
        if (_context is { } context && _lease.IsAlive)
        {
            var closing = new Deadline(Clock, IsOverTime ? LateClosePatience : ClosePatience, CancellationToken.None);
            try
            {
                await closing.OfAsync(context.CloseAsync());
            }
            catch (TimeoutException)
            {
                // The page keeps its process busy. Others may use the browser as well: it gets no further runs and ends after them.
                _lease.Retire();
            }
            catch (Exception e) when (e is PlaywrightException or ObjectDisposedException)
            {
                _lease.Kill();
            }
        }
    }

    private void Guard(IPage page)
    {
        page.Dialog += async (_, dialog) => await QuietlyAsync(Wishes.AcceptsDialogs ? dialog.AcceptAsync() : dialog.DismissAsync());
        page.Download += async (_, download) => await QuietlyAsync(Wishes.AcceptsDownloads ? Task.CompletedTask : download.CancelAsync());
    }

    /// <summary>A window that the page opened: watched like the page, and closed when there are too many.</summary>
    private void Welcome(IPage page)
    {
        Guard(page);
        lock (_pages)
        {
            _pages[page] = QuietlyAsync(_pages.Count >= MaximumPages
                ? page.CloseAsync()
                : NewWatch(isMain: false).AttachAsync(_context!, page));
        }
    }

    private PageWatch NewWatch(bool isMain) => new(Traffic, Run.Site, Run.Identity, Scripts is null ? [Console, Vitals] : [Console, Vitals, Scripts], isMain);

    private static async Task QuietlyAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (PlaywrightException)
        {
            // It closed by itself.
        }
    }
}
