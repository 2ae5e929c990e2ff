using System.Text;
using SyntheticOps.Checker.Webhook;

namespace SyntheticOps.Checker.Tests.Webhook;

public sealed class StripeSchemeTests
{
    [Fact]
    public void Sign_KnownVector_IsEqual() => StripeScheme.Sign(
        Encoding.UTF8.GetBytes("""{"id":"evt_test_1","type":"checkout.session.completed"}"""),
        "whsec_test_secret",
        DateTimeOffset.FromUnixTimeSeconds(1700000000)).ShouldBe("t=1700000000,v1=960f1b7cc268e13539aa9f2812d1318abc8e0b0940e0cbdcc1631970e11bd667");

    [Theory]
    [InlineData(WebhookForgery.BadSignature, 1700000000)]
    [InlineData(WebhookForgery.Replay, 1700000000 - 360)]
    public void Forge_Each_DiffersFromTheGoodOneInOneThing(string forgery, long time)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1700000000);
        var good = StripeScheme.Sign("{}"u8, "whsec_test_secret", DateTimeOffset.FromUnixTimeSeconds(time));

        var forged = WebhookForgery.Sign(forgery, "{}"u8, "whsec_test_secret", now);

        forged.ShouldStartWith($"t={time},v1=");
        (forged == good).ShouldBe(forgery == WebhookForgery.Replay);
        forged[..^1].ShouldBe(good[..^1]);
    }
}
