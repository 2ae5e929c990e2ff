using SyntheticOps.Collector.Alerting;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.Collector.Tests.Storage;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Tests.Incidents;

/// <summary>PRB-07: results that come two hours late complete the history and tell nobody of what is over.</summary>
public sealed class LateDeliveryTests
{
    private const string Channel = "channels: {ops: {webhook: \"https://hooks.example/x\"}}";
    private const int Every = 30;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LateFailures_ThatHadRecovered_TellNobodyAndCountToTheMinute()
    {
        using var punctual = new RunningCollector(Channel);
        using var late = new RunningCollector(Channel);
        var start = punctual.Clock.GetUtcNow();
        var kept = new List<SpanRecord>();
        for (var i = 0; i < 2 * 3600 / Every; i++)
        {
            // Down for ten minutes in the middle, and flaky a little later.
            var at = start.AddSeconds(i * Every);
            var down = (at - start).TotalMinutes is (>= 50 and < 60) or (>= 70 and < 70.5);
            var run = Run(i + 1, down ? Outcome.Down : Outcome.Up, at);
            kept.Add(run);
            punctual.Clock.Advance(TimeSpan.FromSeconds(Every));
            late.Clock.Advance(TimeSpan.FromSeconds(Every));
            await punctual.AppendAsync(run);
            await punctual.LookAsync();
        }

        foreach (var batch in kept.Chunk(40))
        {
            await late.AppendAsync([.. batch]);
            await late.LookAsync();
        }

        (await punctual.AllAsync()).Single(incident => incident.Scenario == "downtime").State.ShouldBe("resolved");
        (await late.AllAsync()).Where(incident => incident.Scenario != "monitoring").ShouldBeEmpty("no incident of now");
        (await late.Get<Outbox>().ClaimAsync(100, Token)).ShouldBeEmpty("0 notifications");
        var (expected, seen) = (await SlotsAsync(punctual, start), await SlotsAsync(late, start));
        seen.ShouldBe(expected, "the availability of every minute equals that of the run on time");
        seen.Sum(slot => slot.Down).ShouldBe((10 * 60 / Every) + (30 / Every));
    }

    private static SpanRecord Run(int number, Outcome outcome, DateTimeOffset at)
    {
        var run = Samples.Run(number, "home", outcome, at);
        return run with
        {
            Attributes = new AttributeSet(new Dictionary<string, object>(run.Attributes)
            {
                [SyntheticTelemetry.Attributes.SiteName] = "shop",
                [SyntheticTelemetry.Attributes.ServerAddress] = "shop.example",
                [SyntheticTelemetry.Attributes.OutcomeReason] = outcome == Outcome.Down ? Reasons.ResponseStatus : "",
            }),
        };
    }

    private static Task<IReadOnlyList<RunSlot>> SlotsAsync(RunningCollector collector, DateTimeOffset start) =>
        collector.Slots.GetSlotsAsync("shop", "home", start, TimeSpan.FromMinutes(1), 120, Token);
}
