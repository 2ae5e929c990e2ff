using System.Text.Json.Serialization;
using SyntheticOps.Gateway.Operators;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>The switch as it stands, as it is kept on disk and shown by the API (contracts.md section 6).</summary>
internal sealed record MaintenanceState
{
    public const string Off = "off";
    public const string On = "on";

    public required string Mode { get; init; }

    public required MaintenanceScope Scope { get; init; }

    public required string Reason { get; init; }

    /// <summary>When it was switched to this mode.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it ends by itself; null: when somebody switches it off.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>`user:anna`, `incident:INC-12`, `drill:7`; `gateway` before the first change.</summary>
    public required string Actor { get; init; }

    /// <summary>Counts every change; the entity tag.</summary>
    public required long Version { get; init; }

    [JsonIgnore]
    public bool IsByPerson => OperatorActor.IsPerson(Actor);

    public bool IsActive(DateTimeOffset now) => Mode == On && (Until is null || now < Until);

    public static MaintenanceState Initial(DateTimeOffset now) => new()
    {
        Mode = Off,
        Scope = MaintenanceScope.Everything,
        Reason = "",
        Since = now,
        Actor = "gateway",
        Version = 0,
    };
}
