using SyntheticOps.Checker.Data.Rules;

namespace SyntheticOps.Checker.Tests.Data;

public sealed class SlowQueriesRuleTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData(0, 0, 10, 1001, true)]
    [InlineData(0, 0, 10, 1000, false)]
    [InlineData(0, 0, 9, 9000, false)]
    // It was slow before and is not any more; and the other way round.
    [InlineData(100, 90_000, 200, 91_000, false)]
    [InlineData(1000, 1000, 1010, 3000, true)]
    [InlineData(1000, 1000, 1005, 3000, false)]
    // The statistics were reset meanwhile.
    [InlineData(1000, 500_000, 10, 2000, true)]
    public void Judge_SinceTheLastRun_ByMeanAndCalls(long callsBefore, double before, long calls, double total, bool found) => (SlowQueriesRule.Judge(
        new Dictionary<long, Statement> { [1] = new(1, "select 1", callsBefore, before) }, [new(1, "select 1", calls, total)], Limit, 10) is not null).ShouldBe(found);

    [Fact]
    public void Judge_Several_NamesWhatCostsMost()
    {
        var finding = SlowQueriesRule.Judge(new Dictionary<long, Statement>(), [new(1, "select a", 10, 2000), new(2, "select b", 100, 30_000)], Limit, 10)!;

        finding.Args.ShouldBe(["2", "100ms", "300 ms x 100: select b; 200 ms x 10: select a"]);
    }

    [Theory]
    [InlineData(80, false)]
    [InlineData(81, true)]
    public void Connections_Used_ByTheShare(long used, bool found) => (ConnectionsRule.Judge(used, 100, 80) is not null).ShouldBe(found);
}
