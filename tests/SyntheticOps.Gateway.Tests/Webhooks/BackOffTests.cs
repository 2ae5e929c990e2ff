using SyntheticOps.Gateway.Webhooks;

namespace SyntheticOps.Gateway.Tests.Webhooks;

public sealed class BackOffTests
{
    [Theory]
    [InlineData(1, 0.0, 0.2)]
    [InlineData(1, 1.0, 1)]
    [InlineData(2, 1.0, 2)]
    [InlineData(5, 0.5, 8)]
    [InlineData(6, 1.0, 30)]
    [InlineData(1_000_000, 1.0, 30)]
    [InlineData(1_000_000, 0.0, 0.2)]
    public void After_Failures_DoublesUpTo30Seconds(int failures, double chance, double seconds) =>
        BackOff.After(failures, chance).TotalSeconds.ShouldBe(seconds, 0.001);
}
