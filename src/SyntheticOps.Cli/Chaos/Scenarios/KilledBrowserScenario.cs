using System.Diagnostics;
using System.Globalization;
using SyntheticOps.Cli.Chaos.Support;
using SyntheticOps.Prober.Browser;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Chaos.Scenarios;

/// <summary>Kills a part of the prober during a run, again and again: the verdict must be ours, nothing may be left, and the next run must pass.</summary>
internal sealed class KilledBrowserScenario : ChaosScenario
{
    private const string Row = "PRB-12";

    private static readonly string[] Victims = ["browser", "renderer", "gpu", "driver", "stopped", "prober"];
    private static readonly TimeSpan RunLimit = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public override string Name => "killed-browser";

    public override IReadOnlyList<string> Rows => [Row];

    public override string Description => "100 kills of browser, renderer, GPU process, driver and prober, and a stopped browser, each during a run";

    public override TimeSpan Limit => TimeSpan.FromMinutes(30);

    public override async Task RunAsync(ChaosRun run, CancellationToken token)
    {
        await using var shop = await HostileShop.StartAsync();
        await using var tries = new JourneyTries(BrowserSettings.From(run.Environment));
        var ours = new HashSet<int>();
        var (blamed, left, passed, slow) = (0, 0, 0, 0);
        var cycles = run.Count(100, Victims.Length);
        for (var i = 0; i < cycles; i++)
        {
            var victim = Victims[i % Victims.Length];
            var began = Stopwatch.GetTimestamp();
            var cycle = victim == "prober" ? await KillProberAsync(shop.Url, token) : await KillAsync(tries, shop.Url, victim, token);
            ours.UnionWith(cycle.Processes);
            slow += Stopwatch.GetElapsedTime(began) > RunLimit + TimeSpan.FromSeconds(2) + Patience ? 1 : 0;
            var (next, took) = await tries.RunAsync(shop.Url, "name: Next\nsteps: [{open: /good}]", TimeSpan.FromSeconds(40), token);
            blamed += cycle.Outcome == Outcome.Down ? 1 : 0;
            left += cycle.Left;
            passed += next.Outcome == Outcome.Up ? 1 : 0;
            run.Tell(string.Create(CultureInfo.InvariantCulture, $"{i + 1}/{cycles} {victim}: {cycle.Outcome.Word()}, {cycle.Left} processes and folders left, next run {next.Outcome.Word()} in {took.TotalSeconds:0.0} s"));
        }

        for (var i = 0; i < 50 && ours.Any(ChildProcesses.IsZombie); i++)
        {
            await Task.Delay(Patience / 50, TimeProvider.System, token);
        }

        run.Exactly(Row, "runs that blamed the site", blamed, 0);
        run.Exactly(Row, "processes and profile folders left 5 s later", left, 0);
        run.Exactly(Row, "zombies left 5 s later", ours.Count(ChildProcesses.IsZombie), 0);
        run.Exactly(Row, "next runs that passed", passed, cycles);
        run.Exactly(Row, "cycles that took longer than the run's limit, 2 s and 5 s", slow, 0);
    }

    private static async Task<Cycle> KillAsync(JourneyTries tries, Uri shop, string victim, CancellationToken token)
    {
        int pid;
        string traces;
        await using (var lease = (await tries.Browsers.LeaseAsync(token)).Lease ?? throw new InvalidOperationException("There is no browser."))
        {
            (pid, traces) = (lease.Pid!.Value, lease.TraceFolder);
        }

        var (driver, profile) = (ProcessTree.ParentOf(pid)!.Value, ProcessTree.ProfileOf(pid));
        var running = tries.RunAsync(shop, "name: Lost\nsteps: [{open: /late, expect: [{text: done}], timeout: 60s}]", RunLimit, token);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, token);
        var processes = ChildProcesses.Below(driver).Append(driver).ToList();
        var type = victim switch { "renderer" => "--type=renderer", "gpu" => "--type=gpu-process", _ => null };
        var targets = type is not null ? processes.FindAll(id => ChildProcesses.CommandLine(id).Contains(type, StringComparison.Ordinal)) : [victim == "driver" ? driver : pid];
        foreach (var target in targets)
        {
            await ChildProcesses.SignalAsync(target, victim == "stopped" ? "STOP" : "KILL", token);
        }

        var (result, _) = await running;

        // A browser whose GPU process or page died lives on; only what was lost must go.
        var survives = victim is "gpu" or "renderer" && ChildProcesses.IsLive(pid);
        return new(result.Outcome, survives ? 0 : await LeftAsync(processes, [profile, traces], token), processes);
    }

    /// <summary>The prober is `synops journey run` as a process of its own.</summary>
    private static async Task<Cycle> KillProberAsync(Uri shop, CancellationToken token)
    {
        var file = Path.Combine(Path.GetTempPath(), $"synops-chaos-{Guid.NewGuid():N}.yaml");
        await File.WriteAllTextAsync(file, "name: Lost\nsteps: [{open: /good, expect: [{text: never}], timeout: 60s}]", token);
        using var prober = ServiceChild.Start(typeof(CommandLine).Assembly.Location, [Journeys.JourneyCommand.Name, "run", file, "--url", shop.AbsoluteUri, "--timeout", "60"], []);
        try
        {
            IReadOnlyList<int> processes = [];
            for (var i = 0; i < 300 && !processes.Any(id => ChildProcesses.CommandLine(id).Contains("--type=renderer", StringComparison.Ordinal)); i++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, token);
                processes = ChildProcesses.Below(prober.Id);
            }

            string?[] profiles = [.. processes.Select(ProcessTree.ProfileOf).Distinct()];
            prober.Kill();
            return new(Outcome.Unknown, processes.Count == 0 ? 1 : await LeftAsync(processes, profiles, token), processes);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What is still there 5 s later, sooner when all is gone.</summary>
    private static async Task<int> LeftAsync(IReadOnlyList<int> processes, string?[] folders, CancellationToken token)
    {
        int Left() => processes.Count(ChildProcesses.IsLive) + folders.Count(Directory.Exists);
        for (var began = Stopwatch.GetTimestamp(); Left() > 0 && Stopwatch.GetElapsedTime(began) < Patience;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, token);
        }

        return Left();
    }

    private sealed record Cycle(Outcome Outcome, int Left, IReadOnlyList<int> Processes);
}
