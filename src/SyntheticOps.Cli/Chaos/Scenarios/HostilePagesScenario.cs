using System.Globalization;
using SyntheticOps.Cli.Chaos.Support;
using SyntheticOps.Prober.Browser;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Chaos.Scenarios;

/// <summary>Every hostile page must end at its deadline with a reason, and the next good run must be as quick as ever.</summary>
internal sealed class HostilePagesScenario : ChaosScenario
{
    private const string Row = "PRB-11";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan GoodLimit = TimeSpan.FromSeconds(30);

    public override string Name => "hostile-pages";

    public override IReadOnlyList<string> Rows => [Row];

    public override string Description => "20 pages that loop, flood, allocate, redirect or ask without end; deadline 4 s";

    public override TimeSpan Limit => TimeSpan.FromMinutes(10);

    public override async Task RunAsync(ChaosRun run, CancellationToken token)
    {
        await using var shop = await HostileShop.StartAsync();
        await using var tries = new JourneyTries(BrowserSettings.From(run.Environment));
        var baseline = await BaselineAsync(tries, shop.Url, run, token);
        var (slowest, bad, good, next) = (0.0, 0, 0, new List<double>());
        var pages = HostilePage.All.Take(run.Count(HostilePage.All.Count, 6)).ToList();
        foreach (var page in pages)
        {
            var (result, took) = await tries.RunAsync(shop.Url, Journey(page), Deadline, token);
            var after = await tries.RunAsync(shop.Url, Good, GoodLimit, token);
            slowest = Math.Max(slowest, took.TotalSeconds);
            bad += result.Reason is Reasons.Timeout or Reasons.StepFailed or Reasons.ResourceLimit or Reasons.ConnectionError or Reasons.ResponseInvalid ? 1 : 0;
            good += after.Result.Outcome == Outcome.Up ? 1 : 0;
            next.Add(after.Took.TotalSeconds);
            run.Tell(string.Create(CultureInfo.InvariantCulture, $"{page.Name}: {result.Outcome.Word()} {result.Reason} after {took.TotalSeconds:0.00} s; next good run {after.Result.Outcome.Word()} in {after.Took.TotalSeconds:0.00} s"));
        }

        run.AtMost(Row, "longest run", slowest, (Deadline + TimeSpan.FromSeconds(2)).TotalSeconds, "s");
        run.Exactly(Row, "pages that ended with a reason of their own", bad, pages.Count);
        run.Exactly(Row, "next good runs that passed", good, pages.Count);
        run.AtMost(Row, "median of the next good runs, compared with before", Figures.Median(next) / baseline, 1.2, "x");
    }

    private static string Good => "name: Good\nsteps: [{open: /good, expect: [{text: Good}]}]";

    private static string Journey(HostilePage page) => $"name: Bad\nsteps: [{{name: hang, open: /{page.Name}, expect: [{{text: never}}], timeout: 60s}}]";

    /// <summary>Median of good runs, half of them the first of a browser, as after a page that cost one.</summary>
    private static async Task<double> BaselineAsync(JourneyTries warm, Uri shop, ChaosRun run, CancellationToken token)
    {
        var seconds = new List<double>();
        for (var i = 0; i < run.Count(5, 2); i++)
        {
            await using var fresh = new JourneyTries(BrowserSettings.From(run.Environment));
            seconds.Add((await fresh.RunAsync(shop, Good, GoodLimit, token)).Took.TotalSeconds);
            seconds.Add((await warm.RunAsync(shop, Good, GoodLimit, token)).Took.TotalSeconds);
        }

        var baseline = Figures.Median(seconds);
        run.Note(Row, "good run before", baseline, "s");
        return baseline;
    }
}
