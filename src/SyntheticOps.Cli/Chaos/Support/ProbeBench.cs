using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using SyntheticOps.Checks.Spooling;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Chaos.Support;

/// <summary>
/// The checker as a process of its own with 20 checks a second, a target that keeps a ledger of the runs it saw, and a
/// receiver in the collector's place: spans are known by trace and span id, the first one counts, as in the store.
/// </summary>
internal sealed partial class ProbeBench : IAsyncDisposable
{
    public const int Checks = 20;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synops-chaos-");
    private readonly ConcurrentDictionary<string, string> _ledger = new();
    private readonly Lock _gate = new();
    private readonly HashSet<(string Run, string Span)> _seen = [];
    private readonly List<RootSpan> _store = [];
    private readonly TinyServer _target;
    private readonly TinyServer _receiver;
    private int _repeats;

    private ProbeBench(TinyServer target, TinyServer receiver)
    {
        _target = target;
        _receiver = receiver;
    }

    /// <summary>The receiver answers 503, or it does not listen at all.</summary>
    public bool IsAway { get; set; } = true;

    /// <summary>Runs that reached the target.</summary>
    public IReadOnlyCollection<string> Ledger => [.. _ledger.Keys];

    /// <summary>Root spans in the order of their arrival.</summary>
    public IReadOnlyList<RootSpan> Store
    {
        get
        {
            lock (_gate)
            {
                return [.. _store];
            }
        }
    }

    /// <summary>Spans that came again.</summary>
    public int Repeats => _repeats;

    public string Spool => Path.Combine(_folder.FullName, "data", "spool");

    public static async Task<ProbeBench> StartAsync()
    {
        ProbeBench? bench = null;
        var target = await TinyServer.StartAsync(context =>
        {
            if (RunOf().Match(context.Request.Headers[Names.Headers.SyntheticProbe].ToString()) is { Success: true } match)
            {
                bench!._ledger[match.Groups[1].Value] = context.Request.Path;
            }

            return context.Response.WriteAsync("ok");
        });
        bench = new(target, await TinyServer.StartAsync(context => bench!.ReceiveAsync(context)));
        var reach = target.Url.Authority;
        await File.WriteAllTextAsync(
            Path.Combine(bench._folder.FullName, "synthetics.yaml"),
            $"sites: {{chaos: {{url: \"http://{reach}\", reach: [\"{reach}\"]}}}}\nchecks:\n"
            + string.Concat(Enumerable.Range(1, Checks).Select(i => string.Create(CultureInfo.InvariantCulture, $"  c{i:00}: {{http: {{path: /c{i:00}}}, every: 1s, timeout: 5s}}\n"))));
        return bench;
    }

    /// <param name="failpoint">`NAME:N`, where the process kills itself; null for one that lives.</param>
    public ServiceChild Probe(string? failpoint = null) => ServiceChild.Checker(_folder, _receiver.Url, failpoint);

    /// <summary>Roots that are whole on disk, while no process writes there.</summary>
    public IReadOnlyList<RootSpan> Kept() => Directory.Exists(Spool)
        ? [.. Directory.GetFiles(Spool, "*.rec").Select(file => SpoolItem.Decode(File.ReadAllBytes(file))).OfType<SpoolItem>().Where(item => item.Kind != SpoolKind.Artifact).SelectMany(item => RootSpan.Read(item.Body))]
        : [];

    /// <summary>The files that name the run, for who looks for it.</summary>
    public string Trace(string run) => string.Join(", ", Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories)
        .Where(file => file.Contains(run, StringComparison.Ordinal) || File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(run)) >= 0)
        .Select(file => Path.GetRelativePath(_folder.FullName, file)));

    public async ValueTask DisposeAsync()
    {
        await _target.DisposeAsync();
        await _receiver.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (IsAway)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (context.Request.Path == "/v1/traces")
        {
            var roots = RootSpan.Read(body.ToArray()).ToList();
            lock (_gate)
            {
                foreach (var root in roots)
                {
                    if (_seen.Add((root.RunId, root.SpanId)))
                    {
                        _store.Add(root);
                    }
                    else
                    {
                        _repeats++;
                    }
                }
            }
        }
    }

    [GeneratedRegex("run=([0-9a-f]{32})")]
    private static partial Regex RunOf();
}
