using System.Text.Json;

namespace SyntheticOps.Cli.Gateways.Maintenance;

/// <summary>What the table needs of `GET /api/v1/maintenance` (contracts.md section 6).</summary>
internal sealed record GatewayState
{
    public bool Active { get; init; }

    public string Mode { get; init; } = "";

    public string? Reason { get; init; }

    public DateTimeOffset? Until { get; init; }

    public string? Actor { get; init; }

    public long Version { get; init; }

    public Scope? Scope { get; init; }

    public IReadOnlyList<string> Allow { get; init; } = [];

    public string? Window { get; init; }

    public NextWindow? Next { get; init; }

    public Before? Undo { get; init; }

    public static GatewayState? Of(GatewayAnswer answer) => answer.State?.Deserialize<GatewayState>(JsonSerializerOptions.Web);
}

/// <summary>What a maintenance covers; an empty list means all.</summary>
internal sealed record Scope(IReadOnlyList<string> Hosts, IReadOnlyList<string> Paths, IReadOnlyList<string> Methods)
{
    public bool IsEverything() => Hosts.Count + Paths.Count + Methods.Count == 0;
}

internal sealed record NextWindow(string Name, DateTimeOffset From, DateTimeOffset Until);

internal sealed record Before(string Mode, string? Reason, string? Actor);
