using System.Diagnostics;
using System.Globalization;
using SyntheticOps.Cli.Chaos.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Chaos.Scenarios;

/// <summary>Results while the collector is away and the probe is killed: each finished one must arrive once, each other one as aborted.</summary>
internal sealed class DeliveryScenario : ChaosScenario
{
    private const string Away = "PRB-01";
    private const string Killed = "PRB-02";

    private static readonly string[] Points = ["spool.mid-append", "spool.after-append-before-fsync", "spool.after-ack-before-delete"];

    public override string Name => "delivery";

    public override IReadOnlyList<string> Rows => [Away, Killed];

    public override string Description => "3,600 results of 20 checks while the collector is away, then 20 kills of the probe, half of them inside its spool";

    public override TimeSpan Limit => TimeSpan.FromMinutes(12);

    public override async Task RunAsync(ChaosRun run, CancellationToken token)
    {
        await using (var bench = await ProbeBench.StartAsync())
        {
            await WaitOutAsync(bench, run, token);
        }

        await using (var bench = await ProbeBench.StartAsync())
        {
            await KillAsync(bench, run, token);
        }
    }

    private static async Task WaitOutAsync(ProbeBench bench, ChaosRun run, CancellationToken token)
    {
        var wanted = run.Count(3600, 60);
        using var probe = bench.Probe();
        await UntilAsync(() => bench.Ledger.Count >= wanted, TimeSpan.FromMinutes(6), token, () => run.Tell($"{bench.Ledger.Count} of {wanted} results wait"));
        var before = bench.Ledger.ToHashSet();
        var upAt = TimeProvider.System.GetUtcNow();
        bench.IsAway = false;
        var began = Stopwatch.GetTimestamp();
        await UntilAsync(() => bench.Store.Count > 0, TimeSpan.FromSeconds(90), token);
        run.Note(Away, "until the sender looked again", Stopwatch.GetElapsedTime(began).TotalSeconds, "s");
        began = Stopwatch.GetTimestamp();
        await UntilAsync(() => before.IsSubsetOf(bench.Store.Select(root => root.RunId)), TimeSpan.FromSeconds(90), token);
        var drained = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await StopAsync(probe, token);

        var old = bench.Store.Where(root => before.Contains(root.RunId)).ToList();
        run.Exactly(Away, "results delivered", old.Select(root => root.RunId).Distinct().Count(), before.Count);
        run.Exactly(Away, "results delivered twice", bench.Repeats, 0);
        run.Exactly(Away, "checks whose results came out of order", old.GroupBy(root => root.Check).Count(group => !group.Select(root => root.StartedAt).SequenceEqual(group.Select(root => root.StartedAt).Order())), 0);
        run.Exactly(Away, "results with the time of their delivery", old.Count(root => root.StartedAt > upAt), 0);
        run.AtMost(Away, "drained", drained, 60, "s");
    }

    private static async Task KillAsync(ProbeBench bench, ChaosRun run, CancellationToken token)
    {
        var finished = new HashSet<string>();
        var kills = run.Count(20, 6);
        for (var i = 0; i < kills; i++)
        {
            // Away, back, and away again: what is on its way at a kill and what waits are both tried.
            bench.IsAway = i % 4 == 1;
            var point = i % 2 == 0 ? null : $"{(bench.IsAway ? Points[i / 2 % 2] : Points[i / 2 % Points.Length])}:{run.Random.Next(1, 12)}";
            await OnceAsync(bench, point, run.Random.Next(100, 1200), token);
            finished.UnionWith(bench.Kept().Concat(bench.Store).Where(root => root.Outcome == "up").Select(root => root.RunId));
            run.Tell(string.Create(CultureInfo.InvariantCulture, $"kill {i + 1}/{kills} {point ?? "at random"}: {bench.Ledger.Count} begun, {finished.Count} finished, {bench.Store.Count} delivered"));
        }

        bench.IsAway = false;
        using var last = bench.Probe();
        var begun = bench.Ledger.ToHashSet();
        await UntilAsync(() => begun.IsSubsetOf(bench.Store.Select(root => root.RunId)), TimeSpan.FromSeconds(60), token);
        await StopAsync(last, token);

        var store = bench.Store.ToLookup(root => root.RunId);
        foreach (var id in begun.Where(id => !store[id].Any()))
        {
            run.Tell($"run {id} does not appear: {bench.Trace(id)}");
        }

        foreach (var group in store.Where(group => group.Count() > 1))
        {
            run.Tell($"run {group.Key} is told as {string.Join(" and ", group.Select(root => $"{root.Outcome} {root.Reason} at {root.StartedAt:O}"))}");
        }

        run.Note(Killed, "runs begun", begun.Count);
        run.Exactly(Killed, "finished runs that were lost", finished.Count(id => !store[id].Any(root => root.Outcome == "up")), 0);
        run.Exactly(Killed, "runs told in two ways", store.Count(group => group.Count() > 1), 0);
        run.AtMost(Killed, "records sent again, which the store knows", bench.Repeats, kills);
        run.Exactly(Killed, "killed runs that do not appear", begun.Count(id => !store[id].Any()), 0);
        run.Exactly(Killed, "runs told as down", bench.Store.Count(root => root.Outcome == "down"), 0);
        run.Exactly(Killed, "unfinished runs with another reason than aborted", bench.Store.Count(root => root.Outcome == "unknown" && root.Reason != Reasons.Aborted), 0);
        run.Note(Killed, "runs told as aborted", bench.Store.Count(root => root.Reason == Reasons.Aborted));
    }

    /// <summary>A probe that is killed a moment after its first run, or by itself at the point.</summary>
    private static async Task OnceAsync(ProbeBench bench, string? failpoint, int afterMs, CancellationToken token)
    {
        var before = bench.Ledger.Count;
        using var probe = bench.Probe(failpoint);
        await UntilAsync(() => bench.Ledger.Count > before || probe.HasExited, TimeSpan.FromSeconds(60), token);
        if (failpoint is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(afterMs), TimeProvider.System, token);
            probe.Kill();
        }
        else
        {
            // The point comes within a dozen records; a probe that never reaches it is killed all the same.
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
            patience.CancelAfter(TimeSpan.FromSeconds(20));
            try
            {
                await probe.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                probe.Kill();
            }
        }
    }

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    private static async Task StopAsync(ServiceChild probe, CancellationToken token)
    {
        await ChildProcesses.SignalAsync(probe.Id, "TERM", token);
        await probe.WaitAsync(token).WaitAsync(TimeSpan.FromSeconds(30), token);
    }

    private static async Task UntilAsync(Func<bool> isSo, TimeSpan atMost, CancellationToken token, Action? each = null)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 1; !isSo() && Stopwatch.GetElapsedTime(began) < atMost; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, token);
            if (i % 400 == 0)
            {
                each?.Invoke();
            }
        }
    }
}
