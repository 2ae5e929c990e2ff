using SyntheticOps.Cli.Runs;
using SyntheticOps.Cli.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Tests.Runs;

/// <summary>The exit codes of contracts.md section 9: 2, 5, 1, 4, 3 in that order.</summary>
public sealed class RunSummaryTests
{
    [Theory]
    [InlineData(1, 0, 0, 0, false, false, false, 0)]
    [InlineData(1, 1, 0, 0, false, false, false, 0)]
    [InlineData(1, 1, 0, 0, true, false, false, 1)]
    [InlineData(1, 0, 0, 0, true, false, false, 0)]
    [InlineData(1, 0, 1, 0, false, false, false, 1)]
    [InlineData(1, 0, 0, 1, false, false, false, 4)]
    [InlineData(1, 0, 0, 0, false, false, true, 3)]
    [InlineData(1, 0, 0, 0, false, true, false, 5)]
    [InlineData(0, 0, 1, 1, false, false, true, 1)]
    [InlineData(0, 1, 0, 1, true, false, true, 1)]
    [InlineData(0, 1, 0, 1, false, false, true, 4)]
    [InlineData(0, 0, 1, 1, true, true, true, 5)]
    [InlineData(0, 0, 0, 0, false, true, false, 5)]
    public void Exit_OfSeveralReasons_IsTheFirstInOrder(int up, int degraded, int down, int unknown, bool strict, bool timedOut, bool spooled, int exit) =>
        new RunSummary(up, degraded, down, unknown).Exit(strict, timedOut, spooled).ShouldBe(exit);

    [Fact]
    public void Of_Reports_CountsEachOutcome() =>
        RunSummary.Of([Reports.Of(Outcome.Up), Reports.Of(Outcome.Up), Reports.Of(Outcome.Degraded), Reports.Of(Outcome.Down), Reports.Of(Outcome.Unknown)])
            .ShouldBe(new RunSummary(2, 1, 1, 1));
}
