using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checks.Tests.Configuration;

public sealed class CheckDefinitionTests
{
    /// <summary>PRB-10: 2 intervals and a run, at most 2.5 intervals; two ends of healthy runs are never further apart than an interval and a timeout.</summary>
    [Theory]
    [InlineData(60, 10, 130)]
    [InlineData(60, 30, 150)]
    [InlineData(15, 10, 37.5)]
    [InlineData(15, 15, 37.5)]
    [InlineData(5, 10, 20)]
    public void SilentAfter_EveryAndTimeout_AreTwoAndAHalfIntervalsAtMost(int every, int timeout, double expected) => new CheckDefinition
    {
        Name = "home",
        Site = "shop",
        Type = "http",
        Every = TimeSpan.FromSeconds(every),
        Timeout = TimeSpan.FromSeconds(timeout),
        Confirm = new Confirmation(2, 2, TimeSpan.FromSeconds(5)),
    }.SilentAfter.TotalSeconds.ShouldBe(expected);
}
