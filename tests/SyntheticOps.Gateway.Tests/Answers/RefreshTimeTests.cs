using SyntheticOps.Gateway.Answers;

namespace SyntheticOps.Gateway.Tests.Answers;

public sealed class RefreshTimeTests
{
    [Theory]
    [InlineData(null, 0, 30)]
    [InlineData(null, 1, 44)]
    [InlineData(-5, 0, 30)] // the end has come and the shop has not
    [InlineData(15, 0, 30)]
    [InlineData(16, 0, 60)]
    [InlineData(16, 1, 88)]
    public void Seconds_Truths(int? minutesLeft, double chance, int expected) =>
        RefreshTime.Seconds(minutesLeft is { } left ? TimeSpan.FromMinutes(left) : null, chance).ShouldBe(expected);
}
