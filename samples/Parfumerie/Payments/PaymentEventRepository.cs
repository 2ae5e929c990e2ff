using Parfumerie.Data;
using Parfumerie.Orders;

namespace Parfumerie.Payments;

/// <summary>What a webhook changed.</summary>
internal enum WebhookEffect
{
    /// <summary>The order is paid now.</summary>
    Paid,

    /// <summary>The event was handled before, or is about something that the shop does not act on.</summary>
    Nothing,

    /// <summary>Money came in for which there is no order.</summary>
    NoOrder,

    /// <summary>The amount or the currency is not that of the order.</summary>
    WrongAmount,
}

/// <summary>Applies an event once: the note that it was seen and its effect commit together.</summary>
internal sealed class PaymentEventRepository(IShopDatabase database, TimeProvider clock)
{
    public async Task<WebhookEffect> ApplyAsync(PaymentEvent payment, CancellationToken token)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await using var connection = await database.OpenAsync(token);
        await connection.BeginAsync(token);
        var fresh = await connection.ExecuteAsync(
            "INSERT INTO payment_events (id, type, received_at) VALUES (@Id, @Type, @now) ON CONFLICT DO NOTHING",
            new { payment.Id, payment.Type, now }, token);
        var effect = fresh == 1 && payment is { Type: PaymentEvent.Succeeded, Intent: not null }
            ? await PayAsync(connection, payment, now, token)
            : WebhookEffect.Nothing;
        await connection.CommitAsync(token);
        return effect;
    }

    private static async Task<WebhookEffect> PayAsync(ShopConnection connection, PaymentEvent payment, long now, CancellationToken token)
    {
        var due = await connection.FindAsync<Due>(
            "SELECT id AS Id, status AS Status, total_cents AS TotalCents, currency AS Currency FROM orders WHERE payment_intent = @Intent",
            new { payment.Intent }, token);
        if (due is null)
        {
            return WebhookEffect.NoOrder;
        }

        if (due.TotalCents != payment.Amount || due.Currency != payment.Currency)
        {
            return WebhookEffect.WrongAmount;
        }

        if (due.Status == Order.Paid)
        {
            return WebhookEffect.Nothing;
        }

        await connection.ExecuteAsync("UPDATE orders SET status = 'paid', paid_at = @now WHERE id = @Id", new { due.Id, now }, token);
        return WebhookEffect.Paid;
    }

    private sealed record Due(string Id, string Status, long TotalCents, string Currency);
}
