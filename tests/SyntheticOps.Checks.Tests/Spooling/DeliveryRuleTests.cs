using SyntheticOps.Checks.Spooling;

namespace SyntheticOps.Checks.Tests.Spooling;

/// <summary>PRB-06: the table as a pure rule; <see cref="CollectorAnswerTests"/> has it over real connections.</summary>
public sealed class DeliveryRuleTests
{
    [Theory]
    [InlineData(null, "Retry", "Retry")]
    [InlineData(200, "Done", "Done")]
    [InlineData(201, "Done", "Done")]
    [InlineData(307, "Park", "Refused")]
    [InlineData(400, "Refused", "Refused")]
    [InlineData(401, "Park", "Park")]
    [InlineData(403, "Park", "Park")]
    [InlineData(404, "Park", "Refused")]
    [InlineData(409, "Refused", "Refused")]
    [InlineData(413, "Split", "Refused")]
    [InlineData(429, "Retry", "Retry")]
    [InlineData(500, "Refused", "Refused")]
    [InlineData(502, "Retry", "Retry")]
    [InlineData(503, "Retry", "Retry")]
    [InlineData(504, "Retry", "Retry")]
    [InlineData(507, "Refused", "Retry")]
    public void Decide_Status_FollowsTheTable(int? status, string spans, string artifact)
    {
        DeliveryRule.Decide(SpoolKind.Spans, status).ToString().ShouldBe(spans);
        DeliveryRule.Decide(SpoolKind.Artifact, status).ToString().ShouldBe(artifact);
    }

    [Theory]
    [InlineData(1, null, 0.5, 0.5)]
    [InlineData(3, null, 1, 4)]
    [InlineData(50, null, 1, 60)]
    [InlineData(50, null, 0, 0)]
    [InlineData(1, 7, 0, 7)]
    [InlineData(1, 1000000000, 0, 300)]
    [InlineData(1, -5, 0, 0)]
    public void Delay_FailuresAndRetryAfter_AreBounded(int failures, int? retryAfter, double chance, double seconds) =>
        DeliveryRule.Delay(failures, retryAfter is { } given ? TimeSpan.FromSeconds(given) : null, chance).ShouldBe(TimeSpan.FromSeconds(seconds));
}
