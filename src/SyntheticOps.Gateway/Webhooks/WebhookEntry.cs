namespace SyntheticOps.Gateway.Webhooks;

/// <summary>What we keep in memory of a stored webhook; its body stays on disk.</summary>
internal sealed record WebhookEntry(long Number, string Id, string Route, string? EventId, DateTimeOffset Received, long Bytes)
{
    /// <summary>How often the shop refused it since it was stored or replayed by hand; lost at a restart.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last try failed.</summary>
    public string? Problem { get; init; }

    /// <summary>Put aside: only a person replays it.</summary>
    public bool IsDead { get; init; }
}
