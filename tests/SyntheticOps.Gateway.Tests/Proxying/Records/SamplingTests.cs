using SyntheticOps.Gateway.Proxying.Records;

namespace SyntheticOps.Gateway.Tests.Proxying.Records;

public sealed class SamplingTests
{
    private readonly FakeClock _clock = FakeClock.AtNoon();

    [Fact]
    public void Quiet_KeepsAll_Busy_KeepsAboutTheBudget_AndSaysTheShare()
    {
        var sampling = new Sampling(20, _clock);
        Ask(sampling, 20).ShouldBe((20, 1d));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Ask(sampling, 10_000);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var (kept, ratio) = Ask(sampling, 10_000);
        ratio.ShouldBe(0.002, 0.0001);
        kept.ShouldBeInRange(1, 80);

        _clock.Advance(TimeSpan.FromSeconds(5));
        Ask(sampling, 1).ShouldBe((1, 1d));
    }

    private static (int Kept, double LastRatio) Ask(Sampling sampling, int times)
    {
        var (kept, ratio) = (0, 1d);
        for (var i = 0; i < times; i++)
        {
            (var isKept, ratio) = sampling.Next();
            kept += isKept ? 1 : 0;
        }

        return (kept, ratio);
    }
}
