using EndToEnd.Tests.Running;

namespace EndToEnd.Tests.Drills;

/// <summary>`synops drill security`, the built program against the running system.</summary>
public sealed class SecurityDrillTests(RunningSystem system)
{
    private static readonly TimeSpan Cap = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Drill_Security_Passes() => await DrillAsync(0, "passed", "security");

    [Fact]
    public async Task Drill_SecurityWithoutItsRule_Fails() => await DrillAsync(1, "seen not detected", "security", "--without", "drift", "--detect-within", "20");

    private async Task DrillAsync(int exitCode, string says, params IEnumerable<string> arguments)
    {
        system.Require();
        var token = TestContext.Current.CancellationToken;
        // The first headers run writes the baseline; a drill before it would have nothing to drift from.
        await Poll.UntilAsync("a green headers run", () => system.Store.FindRunAsync("check_name = 'headers' and outcome = 'up'"), token, system.Store.Summary);
        var environment = ChildEnvironment.Clean();
        environment["SYNOPS_CONFIG"] = system.Folder.Config;

        using var drill = ChildProcess.Start("SyntheticOps.Cli", "synops", ["drill", .. arguments], environment);

        (await drill.WaitForExitAsync(Cap, token)).ShouldBeTrue($"It still runs after {Cap}:\n{drill.LastLines()}");
        drill.ExitCode.ShouldBe(exitCode, drill.LastLines());
        drill.LastLines().ShouldContain(says);
    }
}
