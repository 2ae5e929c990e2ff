using System.Diagnostics.Metrics;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Gateway.Guard.Lists;

/// <summary>
/// Reads the list files at start and again when they change. A file that is missing, cut or wrong changes nothing: the
/// last good list stays, and the problem is logged, measured and shown. Looking is cheap and works on every file system.
/// </summary>
internal sealed class ListFiles : BackgroundService, IBeforeStart
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    private readonly AddressLists _lists;
    private readonly ProtectedRanges _protected;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly WatchedFile[] _files;
    private bool _isVerified;

    public ListFiles(AddressLists lists, ListOptions options, ProtectedRanges ranges, TimeProvider clock, IMeterFactory meters, ILogger<ListFiles> log)
    {
        (_lists, _protected, _clock, _log) = (lists, ranges, clock, log);
        (string List, string? Path)[] given = [(ListNames.Block, options.BlockFile), (ListNames.Allow, options.AllowFile)];
        _files = [.. given.Where(file => !string.IsNullOrWhiteSpace(file.Path)).Select(file => new WatchedFile(file.List, Path.GetFullPath(file.Path!)))];
        meters.Create(SyntheticTelemetry.Meter).CreateObservableGauge(
            SyntheticTelemetry.Metrics.GatewayListLoaded,
            () => _files.Select(file => new Measurement<int>(file.Problem is null ? 1 : 0, new KeyValuePair<string, object?>(SyntheticTelemetry.Attributes.ListName, file.List))),
            "1", "1 while the list file as it stands is in force, 0 while an older one is.");
    }

    public IReadOnlyList<WatchedFile> Files => _files;

    /// <summary>Fails closed: without its lists the gateway does not start.</summary>
    public void Verify()
    {
        _isVerified = true;
        _lists.Load();
        foreach (var file in _files)
        {
            file.Stamp = Stamp.Of(file.Path);
            if (!TryRead(file))
            {
                throw new StartupException(
                    Names.ExitCodes.Configuration,
                    $"{file.Problem} Who is blocked is unknown: mend the file, or start with --maintenance-only, which serves nothing but the maintenance page.");
            }
        }
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (!_isVerified)
        {
            Verify();
        }

        return base.StartAsync(cancellationToken);
    }

    /// <summary>One look at all files.</summary>
    public void Look()
    {
        foreach (var file in _files)
        {
            // A file that still grows is left until two looks see the same.
            var now = Stamp.Of(file.Path);
            var (isNew, isStill) = (now != file.Stamp, now == file.Seen);
            file.Seen = now;
            if (isNew && isStill)
            {
                file.Stamp = now;
                _ = TryRead(file);
            }
        }

        _lists.DropEnded();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, _clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Look();
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                _log.LookFailed(e);
            }
        }
    }

    private bool TryRead(WatchedFile file)
    {
        try
        {
            var entries = ListFile.Read(file.Path, file.List, _protected.Why, _clock.GetUtcNow());
            _lists.SetFile(file.List, entries);
            (file.Problem, file.Loaded) = (null, _clock.GetUtcNow());
            _log.ListLoaded(file.List, file.Path, entries.Count);
            return true;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            file.Problem = e is FormatException ? e.Message : $"{file.Path}: {e.Message}";
            _log.ListRefused(file.List, _lists.FileEntries(file.List).Count, file.Problem);
            return false;
        }
    }
}

/// <summary>A list file and how its last reading went.</summary>
internal sealed class WatchedFile(string list, string path)
{
    public string List { get; } = list;

    public string Path { get; } = path;

    /// <summary>As it was when it was read last, well or not.</summary>
    public Stamp? Stamp { get; set; }

    /// <summary>As it was at the last look.</summary>
    public Stamp? Seen { get; set; }

    public DateTimeOffset? Loaded { get; set; }

    /// <summary>Why the file as it stands is not in force; null when it is.</summary>
    public string? Problem { get; set; }
}

/// <summary>What tells one state of a file from the next; null: there is no file.</summary>
internal sealed record Stamp(DateTime Written, long Length)
{
    public static Stamp? Of(string path) => new FileInfo(path) is { Exists: true } file ? new Stamp(file.LastWriteTimeUtc, file.Length) : null;
}
