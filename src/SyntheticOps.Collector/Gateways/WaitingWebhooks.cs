namespace SyntheticOps.Collector.Gateways;

/// <summary>Answer of `GET /api/v1/webhooks` (contracts.md section 6).</summary>
public sealed record WaitingWebhooks
{
    public IReadOnlyList<WebhookRoute> Routes { get; init; } = [];

    public long Bytes { get; init; }

    public long MaximumBytes { get; init; }

    /// <summary>Files that could not be read at its start.</summary>
    public int Damaged { get; init; }

    public IReadOnlyList<WaitingWebhook> Items { get; init; } = [];
}

public sealed record WebhookRoute(string Name, bool Buffering, int Waiting, int Dead, DateTimeOffset? Oldest, string? Problem);

public sealed record WaitingWebhook(
    string Id, string Route, string? EventId, string State, DateTimeOffset Received, long Bytes, int Attempts, string? Problem)
{
    /// <summary>The shop refused it; only a person replays it.</summary>
    public bool IsDead => State == "dead";
}
