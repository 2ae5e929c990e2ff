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

    /// <summary>Who and what passes besides those of the configuration.</summary>
    public IReadOnlyList<string>? Allow { get; init; }

    public MaintenanceMessage? Message { get; init; }

    /// <summary>Every mistake at once, naming the member and the expected form.</summary>
    public IEnumerable<string> Check(DateTimeOffset now)
    {
        if (Mode is not (MaintenanceState.On or MaintenanceState.Off or MaintenanceState.Automatic))
        {
            yield return "mode: expected on, off or automatic.";
        }

        if (Until is { } until && (Mode != MaintenanceState.On || until <= now))
        {
            yield return "until: expected a time in the future (RFC 3339), and only with mode on.";
        }

        foreach (var mistake in CheckShared(Reason, Scope, Allow, Message))
        {
            yield return mistake;
        }
    }

    /// <summary>What a switch and a window have in common.</summary>
    public static IEnumerable<string> CheckShared(string? reason, ScopeChange? scope, IReadOnlyList<string>? allow, MaintenanceMessage? message)
    {
        if (reason is null || reason.Length > MaximumReason)
        {
            yield return $"reason: expected a text of at most {MaximumReason} characters.";
        }

        foreach (var mistake in MaintenanceScope.Of(scope).Check().Concat(message?.Check() ?? []))
        {
            yield return mistake;
        }

        if (allow?.Count > LetThrough.MaximumEntries)
        {
            yield return $"allow: {allow.Count} entries, expected at most {LetThrough.MaximumEntries}.";
        }

        foreach (var entry in (allow ?? []).Where(entry => !LetThrough.IsValid(entry)))
        {
            yield return $"allow: '{entry}' is none; expected {LetThrough.Form}.";
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
