using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns.Resolution;

public sealed class AliasWalkTests
{
    [Theory]
    [InlineData(0, "NoData", 0)]
    [InlineData(1, "NoData", 1)]
    [InlineData(16, "NoData", 16)]
    [InlineData(17, "TooLong", 17)]
    [InlineData(1000, "TooLong", 17)]
    public async Task FollowAsync_Chain_EndsAfterSixteenLinks(int links, string status, int chain)
    {
        var asked = 0;

        var answer = await AliasWalk.FollowAsync(Question(0), _ => Task.FromResult(
            asked++ < links ? new Link(LookupStatus.Found) { Alias = Question(asked).Name } : new Link(LookupStatus.NoData)));

        answer.Status.ToString().ShouldBe(status);
        answer.Chain.Count.ShouldBe(chain);
        asked.ShouldBeLessThanOrEqualTo(AliasWalk.MaximumLinks + 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task FollowAsync_ChainBackToALink_IsALoop(int back)
    {
        var asked = 0;

        var answer = await AliasWalk.FollowAsync(Question(0), _ => Task.FromResult(
            new Link(LookupStatus.Found) { Alias = Question(++asked > 4 ? back : asked).Name }));

        answer.Status.ShouldBe(LookupStatus.Loop);
        answer.Chain[^1].ShouldBe(Question(back).Name);
    }

    private static DnsQuestion Question(int link) => new(DnsName.Parse($"l{link}.example"), RecordType.A);
}
