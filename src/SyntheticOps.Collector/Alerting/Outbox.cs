using System.Security.Cryptography;
using System.Text.Json;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Alerting;

/// <summary>Claims what is owed, sends it, and marks it after the answer.</summary>
internal sealed class Outbox(IStoreWriter writer, IStoreReader reader, ChannelBook channels, IncidentChanges changes, TimeProvider clock, ILogger<Outbox> logger)
{
    /// <summary>A sender that dies loses its claim by then.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>A receiver that takes nothing for so long is given up.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    /// <summary>The receiver of a drill is a command that ends; it is not waited for.</summary>
    public static readonly TimeSpan GiveUpDrillAfter = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan MaxBackOff = TimeSpan.FromSeconds(60);

    /// <summary>No receiver may put us off for longer.</summary>
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromSeconds(300);

    public Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(int limit, CancellationToken token)
    {
        var claim = RandomNumberGenerator.GetHexString(16, lowercase: true);
        return writer.WriteAsync((connection, transaction) => OutboxTable.Claim(connection, transaction, claim, clock.GetUtcNow(), Lease, limit), token);
    }

    /// <summary>Whether anything is due, without troubling the writer.</summary>
    public Task<bool> IsDueAsync(CancellationToken token) => reader.ReadAsync(connection => OutboxTable.IsDue(connection, clock.GetUtcNow()), token);

    public async Task SendAsync(ClaimedDelivery delivery, CancellationToken token)
    {
        var verdict = await FindAsync(delivery, token) is { } channel
            ? await channel.SendAsync(new AlertMessage(delivery.Delivery, JsonSerializer.Deserialize(delivery.Payload, AlertJson.Default.Alert)!), token)
            : new Delivery.Rejected("the channel is not configured");
        await MarkAsync(delivery, verdict, token);
    }

    private async Task<IAlertChannel?> FindAsync(ClaimedDelivery delivery, CancellationToken token)
    {
        if (delivery.Channel != Notices.DrillChannel)
        {
            return channels.Find(delivery.Channel);
        }

        var drill = await reader.ReadAsync(
            connection => IncidentRows.Find(connection, delivery.Incident, null)?.Drill is { } id ? DrillTable.Find(connection, id, null) : null, token);
        return drill?.Notify is { } notify ? channels.ForDrill(notify) : null;
    }

    private async Task MarkAsync(ClaimedDelivery delivery, Delivery verdict, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        var limit = delivery.Channel == Notices.DrillChannel ? GiveUpDrillAfter : GiveUpAfter;
        if (verdict is Delivery.RetryLater later && now - delivery.CreatedAt > limit)
        {
            verdict = new Delivery.Rejected($"given up: {later.Reason}");
        }

        var (state, due, entry) = verdict switch
        {
            Delivery.Delivered => ("delivered", now, Told(delivery, now, "told", "")),
            Delivery.RetryLater retry => ("retrying", now + Pause(delivery.Attempts, retry.After), null),
            Delivery.Rejected rejected => ("rejected", now, Told(delivery, now, "not-told", rejected.Reason)),
            _ => throw new InvalidOperationException($"Unknown delivery {verdict}."),
        };
        await writer.WriteAsync(
            (connection, transaction) =>
            {
                var marked = OutboxTable.Mark(connection, transaction, delivery, state, now, due);
                if (marked && entry is not null)
                {
                    new IncidentTables(connection, transaction).AddTimeline(delivery.Incident, entry);
                }

                return marked;
            },
            token);
        Report(delivery, verdict);
        changes.Announce();
    }

    private static TimelineEntry Told(ClaimedDelivery delivery, DateTimeOffset at, string code, string reason) =>
        Sentences.Entry(at, $"channel:{delivery.Channel}", "notified", code, delivery.Channel, Sentences.Word("transition", delivery.Transition), reason);

    private void Report(ClaimedDelivery delivery, Delivery verdict)
    {
        switch (verdict)
        {
            case Delivery.Rejected rejected:
                logger.Rejected(delivery.Channel, delivery.Delivery, rejected.Reason);
                break;
            case Delivery.RetryLater retry when delivery.Attempts == 0:
                logger.Retrying(delivery.Channel, delivery.Delivery, retry.Reason);
                break;
        }
    }

    /// <summary>1 s doubling to 60 s, half of it jitter; longer only when the receiver asks.</summary>
    internal static TimeSpan Pause(int attempts, TimeSpan? retryAfter)
    {
        var exponential = Math.Min(Math.Pow(2, Math.Min(attempts, 10)), MaxBackOff.TotalSeconds);
        var jittered = TimeSpan.FromSeconds(exponential * (0.5 + (RandomNumberGenerator.GetInt32(0, 501) / 1000.0)));
        var asked = retryAfter is { } after ? (after > MaxRetryAfter ? MaxRetryAfter : after) : TimeSpan.Zero;
        return asked > jittered ? asked : jittered;
    }
}
