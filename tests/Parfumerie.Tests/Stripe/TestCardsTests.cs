using Parfumerie.Stripe;

namespace Parfumerie.Tests.Stripe;

public sealed class TestCardsTests
{
    private static readonly DateTimeOffset Now = new(2025, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("4242424242424242", 12, 2034, null)]
    [InlineData("5555555555554444", 12, 2034, null)]
    [InlineData("378282246310005", 12, 2034, null)]
    [InlineData("6011111111111117", 11, 2025, null)]
    [InlineData("4242424242424241", 12, 2034, "incorrect_number")]
    [InlineData("", 12, 2034, "incorrect_number")]
    [InlineData("4242x24242424242", 12, 2034, "incorrect_number")]
    [InlineData("4242424242424242", 13, 2034, "invalid_expiry_month")]
    [InlineData("4242424242424242", 0, 2034, "invalid_expiry_month")]
    [InlineData("4242424242424242", 10, 2025, "invalid_expiry_year")]
    [InlineData("4242424242424242", 12, 2099, "invalid_expiry_year")]
    [InlineData("4000000000000002", 12, 2034, "card_declined")]
    [InlineData("4000000000009995", 12, 2034, "card_declined")]
    [InlineData("4000000000000069", 12, 2034, "expired_card")]
    public void Judge_Card_AnswersAsStripe(string number, int month, int year, string? code) =>
        (TestCards.Judge(number, month, year, Now)?.Code).ShouldBe(code);

    [Fact]
    public void Judge_DeclinedCard_HasTheUsualMessage()
    {
        var error = TestCards.Judge("4000000000000002", 12, 2034, Now)!;

        error.Message.ShouldBe("Your card was declined.");
        error.DeclineCode.ShouldBe("generic_decline");
        error.Type.ShouldBe("card_error");
    }
}
