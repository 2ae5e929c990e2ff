using SyntheticOps.Cli.Chaos;
using SyntheticOps.Cli.Tests.Support;

namespace SyntheticOps.Cli.Tests.Chaos;

/// <summary>PRB-01, 02 and 13 with small counts, by the scenarios that `synops chaos` does at full length.</summary>
[Collection("Alone")]
public sealed class ChaosCommandTests
{
    /// <summary>Every finished run delivered once over kills of the probe, a killed one as aborted, none as down.</summary>
    [Fact]
    public async Task Delivery_CollectorAwayAndProbeKilled_LosesNothing() => await PassesAsync("delivery", "PRB-01", "PRB-02");

    /// <summary>10 checkouts after 10 to warm up: open files, processes and folders; the slope of memory is judged at full length, when the runtime has settled.</summary>
    [Fact]
    public async Task SteadyRuns_TwentyCheckouts_LeaveNothingBehind()
    {
        WithBrowser.Require();
        await PassesAsync("steady-runs", "PRB-13");
    }

    [Fact]
    public async Task List_EveryScenario_HasRowsAndALimit()
    {
        using var folder = new Workspace();

        var (exit, output, _) = await Synops.RunAsync(folder, ["chaos", "list"]);

        exit.ShouldBe(0);
        foreach (var scenario in ChaosCatalogue.All)
        {
            output.ShouldContain(scenario.Name);
            scenario.Rows.ShouldAllBe(row => row.Length >= 5 && row.Contains('-', StringComparison.Ordinal));
            scenario.Limit.ShouldBeInRange(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(30));
        }
    }

    /// <summary>One file, one line: nobody forgets the line.</summary>
    [Fact]
    public void Catalogue_EveryScenario_IsRegisteredUnderAUniqueName()
    {
        var known = typeof(ChaosScenario).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ChaosScenario)) && !type.IsAbstract);

        ChaosCatalogue.All.Select(scenario => scenario.GetType()).ShouldBe(known, ignoreOrder: true);
        ChaosCatalogue.All.Select(scenario => scenario.Name).ShouldBeUnique();
    }

    private static async Task PassesAsync(string scenario, params string[] rows)
    {
        using var folder = new Workspace();
        using var synops = Synops.Start(folder, ["chaos", scenario, "--quick", "--json", folder["chaos.json"]]);

        var exit = await synops.ExitAsync();

        exit.ShouldBe(0, synops.Output + synops.Errors);
        var document = folder.Json("chaos.json");
        document["schema"]!.GetValue<string>().ShouldBe("synops.chaos/1");
        var figures = document["scenarios"]![0]!["figures"]!.AsArray();
        figures.Select(figure => figure!["row"]!.GetValue<string>()).Distinct().ShouldBe(rows, ignoreOrder: true);
        figures.ShouldAllBe(figure => figure!["passed"]!.GetValue<bool>());
    }
}
