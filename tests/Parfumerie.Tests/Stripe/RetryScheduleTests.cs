using Parfumerie.Stripe;

namespace Parfumerie.Tests.Stripe;

public sealed class RetryScheduleTests
{
    [Fact]
    public void After_EachAttempt_WaitsLongerAndGivesUp()
    {
        var waits = Enumerable.Range(1, 12).Select(attempt => RetrySchedule.After(attempt)).ToList();

        waits[0].ShouldBe(TimeSpan.FromSeconds(1));
        waits[9].ShouldBe(TimeSpan.FromMinutes(20));
        waits[10].ShouldBeNull();
        waits.Take(10).ShouldBeInOrder();
    }
}
