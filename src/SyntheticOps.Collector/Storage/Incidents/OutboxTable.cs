using System.Data.Common;
using Dapper;

namespace SyntheticOps.Collector.Storage.Incidents;

/// <summary>
/// Notifications that are owed. A row is written with the change that it tells of, claimed for a while by one sender, and
/// marked after the receiver has answered, so each is delivered at least once and always under the same id.
/// </summary>
internal static class OutboxTable
{
    private const string Columns =
        "delivery AS Delivery, incident AS Incident, channel AS Channel, transition AS Transition, payload AS Payload, attempts AS Attempts, created_at AS CreatedAt";

    /// <summary>Adds a row unless this change is told to this channel already.</summary>
    public static void Insert(DbConnection connection, DbTransaction transaction, OutboxEntry entry) => connection.Execute(
        """
        INSERT INTO outbox (delivery, incident, channel, transition, occurrence, payload, state, attempts, created_at, changed_at, due_at, claimed_until)
        VALUES (@Delivery, @Incident, @Channel, @Transition, @Occurrence, @Payload, 'pending', 0, @at, @at, @at, 0)
        ON CONFLICT (incident, channel, transition, occurrence) DO NOTHING
        """,
        new { entry.Delivery, entry.Incident, entry.Channel, entry.Transition, entry.Occurrence, entry.Payload, at = entry.At.UtcTicks },
        transaction);

    /// <summary>
    /// Takes at most <paramref name="limit"/> rows that are due. Of one incident and channel only the oldest is taken, so that
    /// a resolve never arrives before its opening.
    /// </summary>
    public static IReadOnlyList<ClaimedDelivery> Claim(
        DbConnection connection, DbTransaction transaction, string claim, DateTimeOffset now, TimeSpan lease, int limit)
    {
        connection.Execute(
            """
            UPDATE outbox SET claim = @claim, claimed_until = @until WHERE delivery IN (
                SELECT delivery FROM outbox o WHERE state IN ('pending', 'retrying') AND due_at <= @now AND claimed_until <= @now
                    AND NOT EXISTS (SELECT 1 FROM outbox p WHERE p.incident = o.incident AND p.channel = o.channel
                        AND p.state IN ('pending', 'retrying') AND (p.created_at < o.created_at OR (p.created_at = o.created_at AND p.occurrence < o.occurrence)))
                ORDER BY due_at LIMIT @limit)
            """,
            new { claim, until = (now + lease).UtcTicks, now = now.UtcTicks, limit },
            transaction);
        return connection.Query<DeliveryRow>($"SELECT {Columns} FROM outbox WHERE claim = @claim", new { claim }, transaction)
            .Select(row => new ClaimedDelivery(
                row.Delivery, row.Incident, row.Channel, row.Transition, row.Payload, (int)row.Attempts, IncidentRows.Time(row.CreatedAt), claim))
            .ToList();
    }

    public static bool IsDue(DbConnection connection, DateTimeOffset now) => connection.ExecuteScalar<long>(
        "SELECT EXISTS (SELECT 1 FROM outbox WHERE state IN ('pending', 'retrying') AND due_at <= @now AND claimed_until <= @now)",
        new { now = now.UtcTicks }) != 0;

    /// <summary>Records what became of a delivery; false when the claim had passed to another sender.</summary>
    public static bool Mark(
        DbConnection connection, DbTransaction transaction, ClaimedDelivery delivery, string state, DateTimeOffset now, DateTimeOffset dueAt) =>
        connection.Execute(
            """
            UPDATE outbox SET state = @state, attempts = attempts + 1, changed_at = @now, due_at = @due, claim = NULL, claimed_until = 0
            WHERE delivery = @Delivery AND claim = @Claim
            """,
            new { delivery.Delivery, delivery.Claim, state, now = now.UtcTicks, due = dueAt.UtcTicks },
            transaction) > 0;

    private sealed class DeliveryRow
    {
        public string Delivery { get; set; } = "";

        public long Incident { get; set; }

        public string Channel { get; set; } = "";

        public string Transition { get; set; } = "";

        public string Payload { get; set; } = "";

        public long Attempts { get; set; }

        public long CreatedAt { get; set; }
    }
}

/// <summary>A notification to be owed. <paramref name="Occurrence"/> counts the openings of the incident.</summary>
internal sealed record OutboxEntry(
    string Delivery, long Incident, string Channel, string Transition, int Occurrence, string Payload, DateTimeOffset At);

/// <summary>A notification that this process may send until its claim runs out.</summary>
internal sealed record ClaimedDelivery(
    string Delivery, long Incident, string Channel, string Transition, string Payload, int Attempts, DateTimeOffset CreatedAt, string Claim);
