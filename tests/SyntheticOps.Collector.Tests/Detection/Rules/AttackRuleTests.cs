using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Detection.Rules;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Tests.Detection.Rules;

public sealed class AttackRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("failed-logins", "attack failed-logins", "major")]
    [InlineData("failed-logins-account", "attack failed-logins", "major")]
    [InlineData("failed-logins-spread", "attack failed-logins", "major")]
    [InlineData("scanner", "attack scanner", "minor")]
    [InlineData("flood", "attack flood", "major")]
    public void Evaluate_OneEvent_OpensSecurity(string kind, string cause, string severity)
    {
        var signal = AttackRule.Evaluate(Of([Attack(kind, 10)])).Single();

        (signal.Scenario, signal.Cause, signal.State, signal.Title.Severity).ShouldBe(("security", cause, SignalState.Failing, severity));
        signal.Evidence.Single().Text.ShouldContain("203.0.113.7");
        signal.Newest.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(59, "Failing")]
    [InlineData(60, "Recovered")]
    public void Evaluate_AnOpenOne_EndsAMinuteAfterTheLastEvent(int age, string expected) =>
        AttackRule.Evaluate(Of([Attack("scanner", age)], "attack scanner")).Single().State.ToString().ShouldBe(expected);

    [Theory]
    [InlineData("scanner", 61)]
    [InlineData("scanner", -120)] // a clock that runs ahead
    [InlineData("something-else", 1)]
    public void Evaluate_OldOrUnknown_IsNothing(string kind, int age) => AttackRule.Evaluate(Of([Attack(kind, age)])).ShouldBeEmpty();

    [Fact]
    public void Evaluate_SeveralKindsOfLogins_AreOneCauseWithEachAsEvidence()
    {
        var signal = AttackRule.Evaluate(Of([Attack("failed-logins-spread", 5, addresses: 20), Attack("failed-logins-spread", 25, addresses: 10), Attack("failed-logins", 30)])).Single();

        signal.Evidence.Select(evidence => evidence.Ref).ShouldBe(["failed-logins", "failed-logins-spread"]);
        signal.Title.Args[1].ShouldBe("20");
        (signal.NewestAt, signal.FirstFailureAt).ShouldBe((Now.AddSeconds(-5), Now.AddSeconds(-30)));
    }

    private static AttackFact Attack(string kind, int age, int addresses = 1) =>
        new() { At = Now.AddSeconds(-age), Kind = kind, Addresses = ["203.0.113.7"], AddressCount = addresses, Count = 12, WindowSeconds = 300, Subject = "/login" };

    private static AttackHistory Of(IReadOnlyList<AttackFact> attacks, params string[] open) =>
        new("shop", Now, attacks, [.. open.Select(cause => new Feed(AttackRule.Name, AttackRule.Source, "security", cause))]);
}
