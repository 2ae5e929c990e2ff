using SyntheticOps.Collector.Dashboard.Slots;
using SyntheticOps.Collector.Dashboard.Watch;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Dashboard.Checks;

/// <summary>One check: how it is, how it was, its runs.</summary>
public sealed record CheckModel
{
    public required CheckStatus Status { get; init; }

    public required ChartRange Range { get; init; }

    public required SlotSeries Chart { get; init; }

    /// <summary>60 slots of one interval.</summary>
    public required SlotSeries Recent { get; init; }

    public required SlotSeries Day { get; init; }

    public required SlotSeries Week { get; init; }

    public required SlotSeries Month { get; init; }

    public required IReadOnlyList<RunLine> Runs { get; init; }

    /// <summary>Where the next page of runs begins.</summary>
    public string? Next { get; init; }

    public bool OnlyFailures { get; init; }

    /// <summary>Incidents that this check opened or fed, newest first.</summary>
    public required IReadOnlyList<Incident> Incidents { get; init; }
}

/// <summary>A run in the list, with its phases when it has them.</summary>
public sealed record RunLine(RunRecord Run, IReadOnlyList<Phase> Phases);

/// <param name="Name">resolve, connect, tls, processing or transfer.</param>
public sealed record Phase(string Name, TimeSpan Duration);

/// <summary>All checks.</summary>
public sealed record ChecksModel(IReadOnlyList<CheckRow> Rows, int Total, int Sites, string? Next);
