using Parfumerie.Basket;
using Parfumerie.Orders;
using Parfumerie.Payments;

namespace Parfumerie.Checkout;

/// <summary>What became of an attempt to pay.</summary>
internal enum PaymentOutcome
{
    Accepted,
    Declined,
    WrongNumber,
    Expired,
    Unavailable,
}

/// <summary>One attempt to pay an order at Stripe. It can be repeated: an order has one intent, and an intent is charged once.</summary>
internal sealed class Payment(StripeClient stripe, OrderRepository orders, BasketRepository baskets, ILogger<Payment> log)
{
    public async Task<PaymentOutcome> PayAsync(Order order, CardForm card, CancellationToken token)
    {
        if (order.IsPaid)
        {
            return PaymentOutcome.Accepted;
        }

        try
        {
            var intent = order.PaymentIntent ?? await CreateAsync(order, token);
            var answer = await stripe.ConfirmAsync(intent, card, token);
            if (answer.Succeeded)
            {
                await baskets.EmptyAsync(order.VisitorId, token);
            }

            return Outcome(answer);
        }
        catch (Exception e) when (e is HttpRequestException or StripeException
            || (e is TaskCanceledException && !token.IsCancellationRequested))
        {
            log.PaymentUnavailable(e, order.Id);
            return PaymentOutcome.Unavailable;
        }
    }

    private static PaymentOutcome Outcome(StripeAnswer answer) => answer.ErrorCode switch
    {
        null => PaymentOutcome.Accepted,
        "incorrect_number" or "invalid_number" => PaymentOutcome.WrongNumber,
        "expired_card" or "invalid_expiry_year" or "invalid_expiry_month" => PaymentOutcome.Expired,
        _ => PaymentOutcome.Declined,
    };

    private async Task<string> CreateAsync(Order order, CancellationToken token)
    {
        var intent = await stripe.CreateAsync(order, token);
        await orders.SetIntentAsync(order.Id, intent, token);
        return intent;
    }
}
