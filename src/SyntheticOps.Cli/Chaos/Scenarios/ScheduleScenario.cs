using System.Globalization;
using SyntheticOps.Cli.Chaos.Support;

namespace SyntheticOps.Cli.Chaos.Scenarios;

/// <summary>500 checks of a real checker, of which 5 hang to their limit: each other one comes when it is due. The target says when, not we.</summary>
internal sealed class ScheduleScenario : ChaosScenario
{
    private const string Row = "PRB-09";
    private const int Hung = 5;

    /// <summary>The first runs are spread over so much.</summary>
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(10);

    public override string Name => "schedule";

    public override IReadOnlyList<string> Rows => [Row];

    public override string Description => "500 checks a minute for four minutes, 20 at once, 5 of them hang to their limit: how late the others start";

    public override TimeSpan Limit => TimeSpan.FromMinutes(8);

    public override async Task RunAsync(ChaosRun run, CancellationToken token)
    {
        var (checks, every, rounds) = (run.Count(500, 60), TimeSpan.FromSeconds(run.Count(60, 4)), run.Count(4, 3));
        var (folder, log) = (Directory.CreateTempSubdirectory("synops-chaos-"), new StartLog("/hung"));
        await using var target = await TinyServer.StartAsync(log.AnswerAsync);
        await using var receiver = await TinyServer.StartAsync(context => context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted));
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "synthetics.yaml"), Yaml(target.Url.Authority, checks, every), token);
            using (ServiceChild.Checker(folder, receiver.Url))
            {
                await WatchAsync(run, log, checks - Hung, Spread + (every * rounds), token);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Judge(run, log, checks - Hung, every, rounds);
    }

    private static string Yaml(string reach, int checks, TimeSpan every)
    {
        var terms = string.Create(CultureInfo.InvariantCulture, $"every: {every.TotalSeconds:0}s, timeout: {Math.Min(every.TotalSeconds, 10):0}s");
        return $"sites: {{chaos: {{url: \"http://{reach}\", reach: [\"{reach}\"]}}}}\nchecks:\n" + string.Concat(Enumerable.Range(1, checks)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"  c{i:000}: {{http: {{path: /{(i <= Hung ? "hung" : "good")}{i}}}, {terms}}}\n")));
    }

    /// <summary>From the first start on, so long as it takes.</summary>
    private static async Task WatchAsync(ChaosRun run, StartLog log, int good, TimeSpan time, CancellationToken token)
    {
        while (log.Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, token);
        }

        var began = TimeProvider.System.GetTimestamp();
        for (var left = time; left > TimeSpan.Zero; left = time - TimeProvider.System.GetElapsedTime(began))
        {
            run.Tell(string.Create(CultureInfo.InvariantCulture, $"{log.Count} starts of {good} good checks, {left.TotalSeconds:0} s left"));
            await Task.Delay(left < Spread ? left : Spread, TimeProvider.System, token);
        }
    }

    private static void Judge(ChaosRun run, StartLog log, int good, TimeSpan every, int rounds)
    {
        var starts = log.Starts("/good");
        var delays = starts.SelectMany(times => Delays(times, every)).Order().ToList();
        run.Exactly(Row, "checks that ran", starts.Count, good);
        run.Exactly(Row, "checks that missed a run", starts.Count(times => times.Count < rounds), 0);
        run.AtMost(Row, "start delay, p99", delays[(int)Math.Ceiling(delays.Count * 0.99) - 1].TotalSeconds, 2, "s");
        run.AtMost(Row, "start delay, largest, against one interval", delays[^1].TotalSeconds, every.TotalSeconds, "s");
        run.Exactly(Row, "runs of one check at once", log.Overlaps, 0);
        run.Note(Row, "starts of checks that hang", log.Starts("/hung").Sum(times => times.Count));
    }

    /// <summary>How late each start is on the check's own grid, which begins with the earliest one. A missed run makes all later ones late.</summary>
    private static IEnumerable<TimeSpan> Delays(IReadOnlyList<TimeSpan> starts, TimeSpan every)
    {
        var grid = starts.Select((start, number) => start - (every * number)).ToList();
        return grid.Select(start => start - grid.Min());
    }
}
