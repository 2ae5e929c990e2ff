using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Tests.Incidents;

/// <summary>From a stored log event of a gateway to a security incident.</summary>
public sealed class AttackFlowTests
{
    [Fact]
    public async Task Attack_OpensOnce_FollowsTheNumbers_AndEnds()
    {
        using var collector = new RunningCollector();
        await TellAsync(collector, addresses: 10);
        await collector.LookAsync();
        var open = (await collector.AllAsync()).Single();
        (open.Scenario, open.Cause, open.State, open.Severity).ShouldBe(("security", "attack failed-logins", "open", "major"));
        open.Evidence.Single().Text.ShouldContain("from 10 addresses");

        collector.Clock.Advance(TimeSpan.FromSeconds(20));
        await TellAsync(collector, addresses: 20);
        await collector.LookAsync();
        (await collector.AllAsync()).Single().Evidence.Single().Text.ShouldContain("from 20 addresses");

        collector.Restart();
        collector.Clock.Advance(TimeSpan.FromSeconds(59));
        await collector.LookAsync();
        (await collector.AllAsync()).Single().State.ShouldBe("open");
        collector.Clock.Advance(TimeSpan.FromSeconds(1));
        await collector.LookAsync();
        (await collector.AllAsync()).Single().State.ShouldBe("resolved");
        await collector.LookAsync();
        (await collector.AllAsync()).Single().Timeline.Select(entry => entry.Code).ShouldBe(["first-failure", "opened", "resolved"]);
    }

    [Fact]
    public async Task Attack_OfAnUnknownSite_IsNobodys()
    {
        using var collector = new RunningCollector();
        await TellAsync(collector, addresses: 10, site: "another");
        await TellAsync(collector, addresses: 10, site: null); // no site here has a gateway
        await collector.LookAsync();

        (await collector.AllAsync()).ShouldBeEmpty();
    }

    private static Task TellAsync(RunningCollector collector, long addresses, string? site = "shop")
    {
        var attributes = new Dictionary<string, object>
        {
            [SyntheticTelemetry.Attributes.AttackKind] = "failed-logins-spread",
            [SyntheticTelemetry.Attributes.AttackAddresses] = (IReadOnlyList<string>)["127.1.0.1", "127.1.0.2"],
            [SyntheticTelemetry.Attributes.AttackAddressCount] = addresses,
            [SyntheticTelemetry.Attributes.AttackCount] = 5 * addresses,
            [SyntheticTelemetry.Attributes.AttackWindow] = 300L,
            [SyntheticTelemetry.Attributes.AttackSubject] = "/connexion",
        };
        if (site is not null)
        {
            attributes[SyntheticTelemetry.Attributes.SiteName] = site;
        }

        return collector.AppendAsync(new LogRecord
        {
            TimeUnixNano = UnixNano.From(collector.Clock.GetUtcNow()),
            ServiceName = "gateway",
            SeverityNumber = 13,
            EventName = SyntheticTelemetry.Events.Attack,
            Attributes = new AttributeSet(attributes),
        });
    }
}
