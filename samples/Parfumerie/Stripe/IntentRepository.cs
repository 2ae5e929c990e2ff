using System.Data.Common;
using System.Diagnostics;
using Dapper;

namespace Parfumerie.Stripe;

/// <summary>Keeps payment intents. A change and the event that tells of it commit together.</summary>
internal sealed class IntentRepository(StripeStore store, TimeProvider clock)
{
    /// <returns>The intent that the idempotency key stands for: the new one, or that of the first call with it.</returns>
    public async Task<PaymentIntent> AddAsync(PaymentIntent intent, string? idempotencyKey, CancellationToken token)
    {
        await using var connection = await store.OpenAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        var added = await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO payment_intents (id, idempotency_key, created, body) VALUES (@Id, @idempotencyKey, @Created, @body) ON CONFLICT DO NOTHING",
            new { intent.Id, idempotencyKey, intent.Created, body = intent.ToJson() }, transaction, cancellationToken: token));
        if (added == 1)
        {
            await AddEventAsync(connection, transaction, "payment_intent.created", intent, idempotencyKey, token);
        }
        else
        {
            intent = PaymentIntent.FromJson(await connection.QuerySingleAsync<string>(new CommandDefinition(
                "SELECT body FROM payment_intents WHERE idempotency_key = @idempotencyKey", new { idempotencyKey }, transaction, cancellationToken: token)));
        }

        await transaction.CommitAsync(token);
        return intent;
    }

    public async Task<PaymentIntent?> FindAsync(string id, CancellationToken token)
    {
        await using var connection = await store.OpenAsync(token);
        return await FindAsync(connection, null, id, token);
    }

    /// <summary>Changes an intent; the change may refuse by returning no event. Two changes at once take turns (BEGIN IMMEDIATE).</summary>
    /// <returns>The intent after the change, or null when there is none.</returns>
    public async Task<PaymentIntent?> ChangeAsync(
        string id, Func<PaymentIntent, (PaymentIntent Intent, string? EventType)> change, CancellationToken token)
    {
        await using var connection = await store.OpenAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        if (await FindAsync(connection, transaction, id, token) is not { } before)
        {
            return null;
        }

        var (after, type) = change(before);
        if (type is not null)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE payment_intents SET body = @body WHERE id = @id", new { id, body = after.ToJson() }, transaction, cancellationToken: token));
            await AddEventAsync(connection, transaction, type, after, null, token);
            await transaction.CommitAsync(token);
        }

        return after;
    }

    private async Task AddEventAsync(
        DbConnection connection, DbTransaction transaction, string type, PaymentIntent intent, string? idempotencyKey, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        var id = StripeIds.New("evt");
        var row = new
        {
            id,
            type,
            created = now.ToUnixTimeSeconds(),
            body = StripeEvent.NewBody(id, type, now.ToUnixTimeSeconds(), intent, idempotencyKey),
            traceparent = Activity.Current?.Id,
            now = now.ToUnixTimeMilliseconds(),
        };
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO events (id, type, created, body, traceparent, next_at) VALUES (@id, @type, @created, @body, @traceparent, @now)",
            row, transaction, cancellationToken: token));
    }

    private static async Task<PaymentIntent?> FindAsync(DbConnection connection, DbTransaction? transaction, string id, CancellationToken token) =>
        await connection.QueryFirstOrDefaultAsync<string>(new CommandDefinition(
            "SELECT body FROM payment_intents WHERE id = @id", new { id }, transaction, cancellationToken: token)) is { } body
                ? PaymentIntent.FromJson(body)
                : null;
}
