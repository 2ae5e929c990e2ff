using EndToEnd.Tests.Running;

namespace EndToEnd.Tests.Drills;

/// <summary>`synops drill payment` and `data-loss`, the built program against the running system: each breaks it in two ways.</summary>
public sealed class MoneyAndDataDrillTests(RunningSystem system)
{
    private static readonly TimeSpan Cap = TimeSpan.FromMinutes(6);

    [Theory]
    [InlineData("payment", "stripe-webhook")]
    [InlineData("data-loss", "orders")]
    public async Task Drill_Each_Passes(string scenario, string check)
    {
        system.Require();
        var token = TestContext.Current.CancellationToken;
        await Poll.UntilAsync(
            $"a green run of {check}", () => system.Store.FindRunAsync($"check_name = '{check}' and outcome = 'up'"), token, system.Store.Summary);
        var environment = ChildEnvironment.Clean();
        environment["SYNOPS_CONFIG"] = system.Folder.Config;

        using var drill = ChildProcess.Start("SyntheticOps.Cli", "synops", ["drill", scenario], environment);

        (await drill.WaitForExitAsync(Cap, token)).ShouldBeTrue($"It still runs after {Cap}:\n{drill.LastLines()}");
        drill.ExitCode.ShouldBe(0, drill.LastLines());
    }
}
