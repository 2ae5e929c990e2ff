using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Storage.Incidents;

/// <summary>Reads incidents, whole (timeline, evidence, notifications).</summary>
public interface IIncidentReader
{
    Task<Incident?> GetAsync(string id, CancellationToken token);

    /// <summary>Incidents, newest opening first.</summary>
    Task<PagedResult<Incident>> FindAsync(IncidentQuery query, CancellationToken token);
}

public sealed record IncidentQuery
{
    /// <summary>open, acknowledged, resolved, or `unresolved` for the first two; null for all.</summary>
    public string? State { get; init; }

    public string? Site { get; init; }

    public string? Drill { get; init; }

    /// <summary>Whether incidents of drills are left out.</summary>
    public bool WithoutDrills { get; init; }

    public DateTimeOffset? OpenedSince { get; init; }

    public int Limit { get; init; } = 50;

    public string? After { get; init; }
}
