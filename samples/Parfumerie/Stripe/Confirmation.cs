namespace Parfumerie.Stripe;

/// <summary>What a confirmation does to an intent, and what is answered.</summary>
internal sealed class Confirmation(TestCard card, DateTimeOffset now)
{
    private StripeError? _refusal;
    private bool _tooLate;

    /// <summary>Pure: the intent after it and the event that tells of it; no event when the intent is not waiting for a card.</summary>
    public (PaymentIntent Intent, string? EventType) Apply(PaymentIntent before)
    {
        if (before.Status is not (PaymentIntent.NeedsMethod or PaymentIntent.NeedsConfirmation))
        {
            _tooLate = true;
            return (before, null);
        }

        _refusal = TestCards.Judge(card.Number, card.Month, card.Year, now);
        return _refusal is null
            ? (before with
            {
                Status = PaymentIntent.Succeeded,
                AmountReceived = before.Amount,
                LatestCharge = StripeIds.New("ch"),
                PaymentMethod = StripeIds.New("pm"),
                LastPaymentError = null,
            }, "payment_intent.succeeded")
            : (before with { Status = PaymentIntent.NeedsMethod, LastPaymentError = _refusal }, "payment_intent.payment_failed");
    }

    public IResult Answer(PaymentIntent after)
    {
        if (_tooLate)
        {
            return Answers.Error(StatusCodes.Status400BadRequest, new StripeError
            {
                Type = "invalid_request_error",
                Code = "payment_intent_unexpected_state",
                Message = "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.",
                PaymentIntent = after,
            });
        }

        return _refusal is null ? Answers.Intent(after) : Answers.Error(StatusCodes.Status402PaymentRequired, _refusal with { PaymentIntent = after });
    }
}
