using System.Text.Json.Serialization;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Collector.Gateways;

/// <summary>One gateway of a site, asked just now.</summary>
/// <param name="State">Null when it did not answer.</param>
/// <param name="Problem">Why it did not answer; English, without address details.</param>
public sealed record GatewayView(Site Site, Uri Address, MaintenanceState? State, string? Problem);

/// <summary>Answer of `GET /api/v1/maintenance` (contracts.md section 6).</summary>
public sealed record MaintenanceState
{
    public bool Active { get; init; }

    /// <summary>off, on or automatic.</summary>
    public string Mode { get; init; } = "off";

    public MaintenanceScope? Scope { get; init; }

    public string? Reason { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    public string? Actor { get; init; }

    public long Version { get; init; }

    public IReadOnlyList<string> Allow { get; init; } = [];

    public MaintenanceMessage? Message { get; init; }

    /// <summary>Name of the window that is in force; null when it is the switch.</summary>
    public string? Window { get; init; }

    public WindowTime? Next { get; init; }

    /// <summary>What undo would return to.</summary>
    public MaintenanceBefore? Undo { get; init; }

    public CustomerPage? Page { get; init; }

    public bool IsByPerson => Actor?.StartsWith("user:", StringComparison.Ordinal) == true;
}

/// <summary>What a maintenance covers; an empty list means all.</summary>
public sealed record MaintenanceScope(IReadOnlyList<string> Hosts, IReadOnlyList<string> Paths, IReadOnlyList<string> Methods)
{
    [JsonIgnore]
    public bool IsEverything => Hosts.Count + Paths.Count + Methods.Count == 0;
}

/// <summary>What customers read.</summary>
public sealed record MaintenanceMessage(string? Fr, string? En);

/// <summary>What customers read, or would read.</summary>
public sealed record CustomerPage(string Name, CustomerWords Fr, CustomerWords En);

public sealed record CustomerWords(string Title, string Text);

/// <summary>One time that a window is held.</summary>
public sealed record WindowTime(string Name, DateTimeOffset From, DateTimeOffset Until);

/// <summary>The state before the last change.</summary>
public sealed record MaintenanceBefore(string Mode, string? Reason, DateTimeOffset? Until, string? Actor);

/// <summary>What the switch sends.</summary>
public sealed record MaintenanceChange(string Mode, string Reason, DateTimeOffset? Until)
{
    public MaintenanceScope? Scope { get; init; }

    public IReadOnlyList<string>? Allow { get; init; }

    public MaintenanceMessage? Message { get; init; }
}
