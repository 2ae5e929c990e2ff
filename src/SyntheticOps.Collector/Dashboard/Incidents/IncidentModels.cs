using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Dashboard.Watch;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Dashboard.Incidents;

/// <param name="State">unresolved, resolved or all.</param>
/// <param name="Sites">By their keys.</param>
public sealed record IncidentsModel(string State, PagedResult<Incident> Found, IReadOnlyDictionary<string, Site> Sites);

/// <summary>One incident.</summary>
/// <param name="Checks">The checks that feed it, as they are now.</param>
/// <param name="Report">Markdown in the reader's language.</param>
public sealed record IncidentModel(Incident Incident, Site? Site, IReadOnlyList<CheckStatus> Checks, string Report);
