using System.Text.Json.Serialization;
using SyntheticOps.Gateway.Operators;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>The switch and the windows as they stand, as they are kept on disk (contracts.md section 6).</summary>
internal sealed record MaintenanceState
{
    public const string Off = "off";
    public const string On = "on";

    /// <summary>Off, and left to automation.</summary>
    public const string Automatic = "automatic";

    public required string Mode { get; init; }

    public required MaintenanceScope Scope { get; init; }

    public required string Reason { get; init; }

    /// <summary>When it was switched to this mode.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it ends by itself; null: when somebody switches it off.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>`user:anna`, `incident:INC-12`, `drill:7`; `gateway` before the first change.</summary>
    public required string Actor { get; init; }

    /// <summary>Counts every change, of windows too; the entity tag.</summary>
    public required long Version { get; init; }

    public IReadOnlyList<string> Allow { get; init; } = [];

    public MaintenanceMessage? Message { get; init; }

    public IReadOnlyList<MaintenanceWindow> Windows { get; init; } = [];

    /// <summary>Windows that began until then are over: a person ended them.</summary>
    public DateTimeOffset? WindowsEnded { get; init; }

    /// <summary>Who made this version, of whatever kind the change was.</summary>
    public string? ChangedBy { get; init; }

    [JsonIgnore]
    public bool IsByPerson => OperatorActor.IsPerson(Actor);

    /// <summary>Whether the switch itself is on; windows aside.</summary>
    public bool IsOn(DateTimeOffset now) => Mode == On && (Until is null || now < Until);

    /// <summary>Whether a person decided, so that incidents leave it alone: `on` until its end, `off` until another says otherwise.</summary>
    public bool IsHeld(DateTimeOffset now) => IsByPerson && (IsOn(now) || Mode == Off);

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
