using System.Globalization;
using Microsoft.AspNetCore.Http;
using SyntheticOps.Cli.Chaos.Support;
using SyntheticOps.Prober.Browser;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Chaos.Scenarios;

/// <summary>A hundred checkouts in a row: memory, files and processes must not grow.</summary>
internal sealed class SteadyRunsScenario : ChaosScenario
{
    private const string Row = "PRB-13";
    private const int WarmUp = 10;

    /// <summary>Runs over which memory is judged; in fewer of them the runtime still compiles.</summary>
    private const int Settled = 50;
    private const double MiB = 1024 * 1024;

    /// <summary>So many more open files than after the run before may stay; more are waited for, up to 5 s.</summary>
    private const int Late = 2;

    private static readonly string[] Pages = ["/", "/parfum", "/panier", "/livraison", "/paiement", "/merci"];

    public override string Name => "steady-runs";

    public override IReadOnlyList<string> Rows => [Row];

    public override string Description => "100 checkouts of six pages in a row: memory of prober and driver, open files, folders, processes";

    public override TimeSpan Limit => TimeSpan.FromMinutes(15);

    public override async Task RunAsync(ChaosRun run, CancellationToken token)
    {
        await using var shop = await TinyServer.StartAsync(AnswerAsync);
        var folders = new HashSet<string>();
        var memory = new List<double>();
        var files = new List<int>();
        var runs = run.Count(100, WarmUp + 10);
        var up = 0;
        await using (var tries = new JourneyTries(BrowserSettings.From(run.Environment)))
        {
            for (var i = 1; i <= runs; i++)
            {
                var (result, took) = await tries.RunAsync(shop.Url, Checkout, TimeSpan.FromSeconds(60), token);
                up += result.Outcome == Outcome.Up ? 1 : 0;
                memory.Add((Resident(Environment.ProcessId) + await DriverAsync(tries.Browsers, folders, token)) / MiB);
                files.Add(await FilesAsync(files.LastOrDefault(int.MaxValue - Late) + Late, token));
                if (i % 10 == 0)
                {
                    run.Tell(string.Create(CultureInfo.InvariantCulture, $"run {i}: {result.Outcome.Word()} in {took.TotalSeconds:0.00} s, {memory[^1]:0} MiB, {files[^1]} open files"));
                }
            }
        }

        run.Exactly(Row, "runs with the same verdict (up)", up, runs);
        if (runs >= WarmUp + Settled)
        {
            run.AtMost(Row, $"memory of prober and driver, slope after run {WarmUp}", Figures.Slope(memory[WarmUp..]), 1, "MiB/run");
        }

        run.AtMost(Row, $"open files, largest difference from run {WarmUp}", files[WarmUp..].Max(count => Math.Abs(count - files[WarmUp - 1])), 5);
        await WaitForAsync(() => Descendants() == 0 && !folders.Any(Directory.Exists), token);
        run.Exactly(Row, "processes left", Descendants(), 0);
        run.Exactly(Row, "folders left", folders.Count(Directory.Exists), 0);
    }

    private static string Checkout => string.Join('\n', [
        "name: Checkout", "steps:",
        .. Pages[..^1].Select((page, i) => $"  - {{name: s{i}, do: [{(i == 0 ? "open: /, " : "")}fill: {{label: Nom, with: Claire}}], expect: [{{role: button, name: Continuer}}]}}\n  - {{name: n{i}, click: {{role: button, name: Continuer}}, expect: [{{url: \"{Pages[i + 1]}\"}}]}}"),
    ]);

    private static Task AnswerAsync(HttpContext context)
    {
        var at = Array.IndexOf(Pages, context.Request.Path.Value);
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.StatusCode = at < 0 ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        return at < 0 ? Task.CompletedTask : context.Response.WriteAsync(
            $"<!doctype html><title>{at}</title><h1>Étape {at}</h1><img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=\"><form action=\"{Pages[Math.Min(at + 1, Pages.Length - 1)]}\"><label>Nom <input></label><button>Continuer</button></form>");
    }

    /// <summary>Memory of the driver; the browser's folders are noted.</summary>
    private static async Task<long> DriverAsync(BrowserHost browsers, HashSet<string> folders, CancellationToken token)
    {
        await using var lease = (await browsers.LeaseAsync(token)).Lease!;
        folders.UnionWith(new[] { lease.TraceFolder, lease.Pid is { } main ? ProcessTree.ProfileOf(main) : null }.OfType<string>());
        return lease.Pid is { } pid && ProcessTree.ParentOf(pid) is { } driver ? Resident(driver) : 0;
    }

    private static long Resident(int pid) => long.Parse(File.ReadAllText($"/proc/{pid}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;

    /// <summary>Open files once those that close late are closed, since the connections of a run have both their ends in this process.</summary>
    private static async Task<int> FilesAsync(int few, CancellationToken token)
    {
        await WaitForAsync(() => Files() <= few, token);
        return Files();
    }

    private static int Files() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    private static int Descendants() => ChildProcesses.Below(Environment.ProcessId).Count;

    private static async Task WaitForAsync(Func<bool> isSo, CancellationToken token)
    {
        for (var i = 0; i < 50 && !isSo(); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, token);
        }
    }
}
