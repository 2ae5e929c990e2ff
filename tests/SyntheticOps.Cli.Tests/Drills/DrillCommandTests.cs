using SyntheticOps.Cli.Tests.Support;

namespace SyntheticOps.Cli.Tests.Drills;

/// <summary>`synops drill` as a process, against a collector and a shop that do what the test says.</summary>
public sealed class DrillCommandTests
{
    [Fact]
    public async Task Drill_Passed_Exits0WithTableAndJson()
    {
        await using var system = await FakeSystem.StartAsync();
        using var folder = Running(system);

        var (exit, output, errors) = await Synops.RunAsync(folder, ["drill", "downtime", "--site", "shop", "--json", "drill.json"]);

        exit.ShouldBe(0, output + errors);
        output.ShouldContain("passed");
        (output + errors).ShouldNotContain('\e');
        var document = folder.Json("drill.json");
        ((string?)document["schema"]).ShouldBe("synops.drill/1");
        ((bool?)document["drills"]![0]!["passed"]).ShouldBe(true);
    }

    [Fact]
    public async Task Drill_WithoutTheRule_Exits1()
    {
        await using var system = await FakeSystem.StartAsync();
        system.Opens = null;
        using var folder = Running(system);

        var (exit, output, errors) = await Synops.RunAsync(
            folder, ["drill", "downtime", "--site", "shop", "--without", "consecutive-failures", "--detect-within", "1", "--json", "drill.json"]);

        exit.ShouldBe(1, output + errors);
        output.ShouldContain("downtime scenario: expected downtime, seen no incident");
        ((int?)folder.Json("drill.json")["exit"]).ShouldBe(1);
    }

    [Fact]
    public async Task Drill_Interrupted_RepairsTheShopAndEndsTheDrill()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Sends SIGINT.");
        await using var system = await FakeSystem.StartAsync();
        system.Opens = null;
        using var folder = Running(system);
        using var synops = Synops.Start(folder, ["drill", "all", "--site", "shop"]);
        await Wait.ForAsync(() => system.IsBroken, "the shop breaks");

        synops.Interrupt();

        (await synops.ExitAsync()).ShouldBe(130, synops.Output + synops.Errors);
        synops.Errors.ShouldContain("Interrupted.");
        system.IsBroken.ShouldBeFalse();
        system.Requests.Last().ShouldBe("DELETE /api/v1/drills/drill-1");
    }

    private static Workspace Running(FakeSystem system)
    {
        var folder = new Workspace("sites: {}");
        folder.Write(
            ".synops/collector/connection.json",
            $$"""{"collector": "{{system.Url}}", "gateways": [], "shop": "{{system.Url}}", "operatorKey": "{{FakeSystem.Key}}", "login": "x"}""");
        return folder;
    }
}
