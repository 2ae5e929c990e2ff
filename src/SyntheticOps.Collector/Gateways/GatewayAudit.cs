namespace SyntheticOps.Collector.Gateways;

/// <summary>Answer of `GET /api/v1/audit` (contracts.md section 6).</summary>
public sealed record GatewayAudit
{
    public IReadOnlyList<GatewayAuditEntry> Entries { get; init; } = [];
}

/// <summary>One thing that somebody did on a gateway.</summary>
public sealed record GatewayAuditEntry(DateTimeOffset At, string Actor, string Action, string Subject, string Text);
