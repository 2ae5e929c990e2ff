using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Prober.Tests.Journeys.Running;

public sealed class DeadlineTests
{
    [Fact]
    public async Task OfEventAsync_EventMissedOnce_IsSeenAtTheNextLook()
    {
        var timeouts = new List<float>();
        var deadline = new Deadline(TimeProvider.System, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        await deadline.OfEventAsync(timeout =>
        {
            timeouts.Add(timeout);
            return timeouts.Count == 1 ? Task.FromException(new TimeoutException()) : Task.CompletedTask;
        });

        timeouts.ShouldBe([1000, 1000]);
    }

    [Fact]
    public async Task OfEventAsync_NeverThere_EndsWithTheTime()
    {
        var looks = 0;
        var deadline = new Deadline(TimeProvider.System, TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);

        await Should.ThrowAsync<TimeoutException>(() => deadline.OfEventAsync(async timeout =>
        {
            looks++;
            await Task.Delay(TimeSpan.FromMilliseconds(timeout / 10), TimeProvider.System, TestContext.Current.CancellationToken);
            throw new TimeoutException();
        }));

        looks.ShouldBeGreaterThan(0);
        deadline.IsOver.ShouldBeTrue();
    }
}
