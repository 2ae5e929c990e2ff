using Dapper;

namespace Parfumerie.Stripe;

/// <summary>What to list: https://docs.stripe.com/api/events/list.</summary>
internal sealed record EventFilter(bool? Delivered, IReadOnlyList<string> Types, string? StartingAfter, string? EndingBefore, int Limit);

/// <summary>Reads events and keeps the state of their delivery.</summary>
internal sealed class EventRepository(StripeStore store, TimeProvider clock)
{
    private const string Columns =
        "seq AS Seq, id AS Id, type AS Type, created AS Created, body AS Body, traceparent AS TraceParent, attempts AS Attempts, delivered_at AS DeliveredAt";

    /// <returns>Newest first, and whether there are more in the direction of paging; null when a cursor is unknown.</returns>
    public async Task<(IReadOnlyList<StripeEvent> Events, bool More)?> ListAsync(EventFilter filter, CancellationToken token)
    {
        await using var connection = await store.OpenAsync(token);
        var cursor = filter.StartingAfter ?? filter.EndingBefore;
        var seq = cursor is null ? null : await connection.QueryFirstOrDefaultAsync<long?>(
            new CommandDefinition("SELECT seq FROM events WHERE id = @cursor", new { cursor }, cancellationToken: token));
        if (cursor is not null && seq is null)
        {
            return null;
        }

        // Before a cursor means newer: the page that touches it is read upwards and turned round.
        var upwards = filter.StartingAfter is null && filter.EndingBefore is not null;
        var sql = $"SELECT {Columns} FROM events WHERE 1 = 1"
            + (seq is null ? "" : upwards ? " AND seq > @seq" : " AND seq < @seq")
            + (filter.Delivered is { } delivered ? $" AND delivered_at IS {(delivered ? "NOT NULL" : "NULL")}" : "")
            + (filter.Types.Count == 0 ? "" : " AND type IN @Types")
            + $" ORDER BY seq {(upwards ? "ASC" : "DESC")} LIMIT @take";
        var rows = (await connection.QueryAsync<StripeEvent>(new CommandDefinition(
            sql, new { seq, filter.Types, take = filter.Limit + 1 }, cancellationToken: token))).AsList();
        var page = rows.Take(filter.Limit);
        return (upwards ? [.. page.Reverse()] : [.. page], rows.Count > filter.Limit);
    }

    public async Task<StripeEvent?> FindAsync(string id, CancellationToken token)
    {
        await using var connection = await store.OpenAsync(token);
        return await connection.QueryFirstOrDefaultAsync<StripeEvent>(
            new CommandDefinition($"SELECT {Columns} FROM events WHERE id = @id", new { id }, cancellationToken: token));
    }

    public async Task<IReadOnlyList<StripeEvent>> GetDueAsync(int most, CancellationToken token)
    {
        await using var connection = await store.OpenAsync(token);
        return (await connection.QueryAsync<StripeEvent>(new CommandDefinition(
            $"SELECT {Columns} FROM events WHERE next_at <= @now ORDER BY next_at LIMIT @most", new { now = Now(), most }, cancellationToken: token))).AsList();
    }

    /// <param name="wait">Until the next try; null for none.</param>
    public async Task RecordAsync(StripeEvent sent, bool delivered, string answer, TimeSpan? wait, CancellationToken token)
    {
        var now = Now();
        await using var connection = await store.OpenAsync(token);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE events SET attempts = attempts + 1, last_answer = @answer, next_at = @next,
              delivered_at = CASE WHEN @delivered THEN @now ELSE delivered_at END WHERE id = @Id
            """,
            new { sent.Id, delivered, answer, now, next = wait is { } pause ? now + (long)pause.TotalMilliseconds : (long?)null },
            cancellationToken: token));
    }

    /// <summary>Sends it again, delivered or not, with a fresh row of tries.</summary>
    public async Task ReplayAsync(string id, CancellationToken token)
    {
        await using var connection = await store.OpenAsync(token);
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE events SET attempts = 0, next_at = @now WHERE id = @id", new { id, now = Now() }, cancellationToken: token));
    }

    /// <summary>Stripe keeps events for 30 days; so do we.</summary>
    public async Task ForgetOldAsync(CancellationToken token)
    {
        var before = (clock.GetUtcNow() - TimeSpan.FromDays(30)).ToUnixTimeSeconds();
        await using var connection = await store.OpenAsync(token);
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM events WHERE created < @before; DELETE FROM payment_intents WHERE created < @before", new { before }, cancellationToken: token));
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
