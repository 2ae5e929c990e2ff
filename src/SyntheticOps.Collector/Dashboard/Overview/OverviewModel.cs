using SyntheticOps.Collector.Dashboard.Checks;
using SyntheticOps.Collector.Gateways;
using SyntheticOps.Collector.Dashboard.Watch;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Dashboard.Overview;

/// <summary>What the first page shows.</summary>
public sealed record OverviewModel(
    Board Board,
    IReadOnlyList<MatrixRow> Matrix,
    IReadOnlyList<CheckRow> Checks,
    IReadOnlyList<Incident> Resolved,
    IReadOnlyList<LocationView> Locations,
    IReadOnlyList<GatewayView> Gateways);

/// <summary>A probe location by its newest run; silent when that is older than the run's check allows.</summary>
public sealed record LocationView(string Name, DateTimeOffset LastRunAt, int Checks, bool Silent);
