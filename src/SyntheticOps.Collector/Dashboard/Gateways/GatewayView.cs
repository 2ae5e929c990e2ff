using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Collector.Dashboard.Gateways;

/// <summary>One gateway of a site, asked just now.</summary>
/// <param name="State">Null when it did not answer.</param>
/// <param name="Problem">Why it did not answer; English, without address details.</param>
public sealed record GatewayView(Site Site, Uri Address, MaintenanceState? State, string? Problem);

/// <summary>Answer of `GET /api/v1/maintenance` (contracts.md section 6).</summary>
public sealed record MaintenanceState
{
    public bool Active { get; init; }

    /// <summary>off or on.</summary>
    public string Mode { get; init; } = "off";

    public string? Reason { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    public string? Actor { get; init; }

    public long Version { get; init; }
}

/// <summary>What the switch sends.</summary>
public sealed record MaintenanceChange(string Mode, string Reason, DateTimeOffset? Until);
