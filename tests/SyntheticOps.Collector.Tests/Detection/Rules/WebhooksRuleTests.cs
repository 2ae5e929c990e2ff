using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Detection.Rules;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Tests.Incidents;

namespace SyntheticOps.Collector.Tests.Detection.Rules;

public sealed class WebhooksRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly Feed Open = new(WebhooksRule.Name, WebhooksRule.Source, ScenarioNames.Payment, "undelivered stripe");

    [Theory]
    [InlineData(0, 0, 0, false, null)]
    [InlineData(3, 0, 59, false, null)]
    [InlineData(3, 0, 60, false, "failing")]
    [InlineData(3, 0, 600, true, null)]
    [InlineData(0, 1, 1, false, "failing")]
    [InlineData(3, 1, 1, true, "failing")]
    public void Evaluate_WhatIsKept_FailsWhenItIsTooMuch(int waiting, int dead, int age, bool announced, string? state) =>
        (Evaluate(Fact(waiting, dead, age, announced)).SingleOrDefault()?.State.ToString().ToLowerInvariant()).ShouldBe(state);

    [Theory]
    [InlineData(0, 0, false, "Recovered")]
    [InlineData(3, 0, false, "Undecided")]
    [InlineData(3, 0, true, "Undecided")]
    [InlineData(0, 1, false, "Failing")]
    public void Evaluate_WhatIsOpen_EndsWhenNothingIsLeft(int waiting, int dead, bool announced, string state) =>
        WebhooksRule.Evaluate(new WebhookHistory("shop", Now, waiting + dead == 0 ? [] : [Fact(waiting, dead, 1, announced)], [Open])).Single().State.ToString().ShouldBe(state);

    [Fact]
    public void Evaluate_TwoGateways_AreOneSignal()
    {
        var signal = Evaluate(Fact(3, 0, 70, false), Fact(2, 1, 90, false)).Single();

        signal.Title.Args.ShouldBe(["5", "1", "stripe"]);
        signal.FirstFailureAt.ShouldBe(Now.AddSeconds(-90));
        signal.Evidence.Single().Text.ShouldBe("5 webhooks wait at the gateway, 1 refused by the shop (route stripe); last answer: status 503.");
    }

    [Fact]
    public async Task Incident_OfWhatWaits_OpensFollowsAndEnds()
    {
        using var collector = new RunningCollector();
        var book = collector.Get<WebhookBook>();
        var oldest = collector.Clock.GetUtcNow();
        book.Note("shop", [new WebhookFact("stripe", 4, 0, oldest, "status 503", false)]);
        await collector.LookAsync();
        (await PaymentsAsync(collector)).ShouldBeEmpty();

        collector.Clock.Advance(TimeSpan.FromSeconds(60));
        await collector.LookAsync();
        var open = (await PaymentsAsync(collector)).Single();
        (open.Scenario, open.Cause, open.State, open.FirstFailureAt).ShouldBe(("payment", "undelivered stripe", "open", oldest));

        // A restart knows nothing until the gateways have been asked again, and changes nothing.
        collector.Restart();
        await collector.LookAsync();
        (await PaymentsAsync(collector)).Single().State.ShouldBe("open");
        collector.Get<WebhookBook>().Note("shop", []);
        await collector.LookAsync();
        (await PaymentsAsync(collector)).Single().State.ShouldBe("resolved");
    }

    /// <summary>The probe of the test is silent too.</summary>
    private static async Task<IEnumerable<Incident>> PaymentsAsync(RunningCollector collector) => (await collector.AllAsync()).Where(incident => incident.Scenario == ScenarioNames.Payment);

    private static IEnumerable<Signal> Evaluate(params WebhookFact[] facts) => WebhooksRule.Evaluate(new WebhookHistory("shop", Now, facts, []));

    private static WebhookFact Fact(int waiting, int dead, int age, bool announced) => new("stripe", waiting, dead, Now.AddSeconds(-age), "status 503", announced);
}
