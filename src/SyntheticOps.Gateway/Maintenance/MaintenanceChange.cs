using System.Text.Json.Serialization;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>Body of `PUT /api/v1/maintenance`.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MaintenanceChange
{
    private const int MaximumReason = 500;

    public required string Mode { get; init; }

    public required string Reason { get; init; }

    public DateTimeOffset? Until { get; init; }

    public ScopeChange? Scope { get; init; }

    public MaintenanceScope RequestedScope => Scope is null ? MaintenanceScope.Everything : new(Scope.Hosts ?? [], Scope.Paths ?? [], Scope.Methods ?? []);

    /// <summary>Every mistake at once, naming the member and the expected form.</summary>
    public IEnumerable<string> Check(DateTimeOffset now)
    {
        if (Mode is not (MaintenanceState.On or MaintenanceState.Off))
        {
            yield return "mode: expected on or off.";
        }

        if (Reason is null || Reason.Length > MaximumReason)
        {
            yield return $"reason: expected a text of at most {MaximumReason} characters.";
        }

        if (Until is { } until && (Mode != MaintenanceState.On || until <= now))
        {
            yield return "until: expected a time in the future (RFC 3339), and only with mode on.";
        }

        foreach (var mistake in RequestedScope.Check())
        {
            yield return mistake;
        }
    }
}

/// <summary>`scope` of a change; a list left out means all.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ScopeChange
{
    public IReadOnlyList<string>? Hosts { get; init; }

    public IReadOnlyList<string>? Paths { get; init; }

    public IReadOnlyList<string>? Methods { get; init; }
}
