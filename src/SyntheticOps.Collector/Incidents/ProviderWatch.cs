using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Diagnosis;
using SyntheticOps.Collector.Storage;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Incidents;

/// <summary>
/// Adds what providers report to the incidents that go on. Status pages speak late, so it looks again and again, not only when
/// an incident opens.
/// </summary>
internal sealed class ProviderWatch(SyntheticsConfiguration configuration, ITelemetryReader telemetry, IStoreReader reader, IStoreWriter writer, TimeProvider clock)
{
    private const string Source = "provider";

    private readonly bool _watched = ProviderEvidence.IsWatched(configuration);

    /// <summary>True when an incident has new evidence.</summary>
    public async Task<bool> LookAsync(CancellationToken token)
    {
        if (!_watched)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var reported = ProviderEvidence.Of(configuration, await telemetry.GetLatestRunsAsync(token), now);
        if (reported.Count == 0)
        {
            return false;
        }

        var due = await reader.ReadAsync(
            connection => IncidentRows.Tracked(connection, DateTimeOffset.MaxValue, null)
                .Where(incident => !incident.IsResolved && incident.Scenario != ScenarioNames.Security && reported.Contains(incident.Site))
                .Select(incident => (incident.Number, Known: IncidentRows.EvidenceOf(connection, incident.Number, Source), incident.Site))
                .Select(item => (item.Number, item.Known, Wanted: ProviderEvidence.Merge(item.Known, reported[item.Site])))
                .Where(item => !item.Wanted.SequenceEqual(item.Known))
                .ToList(),
            token);
        foreach (var (number, known, wanted) in due)
        {
            await writer.WriteAsync((connection, transaction) => Write(new IncidentTables(connection, transaction), number, known, wanted, now), token);
        }

        return due.Count > 0;
    }

    private static bool Write(IncidentTables tables, long number, IReadOnlyList<Evidence> known, IReadOnlyList<Evidence> wanted, DateTimeOffset now)
    {
        foreach (var item in wanted.Skip(known.Count))
        {
            tables.AddTimeline(number, new TimelineEntry(now, "rule:provider", "evidence", item.Text, item.Sentence));
        }

        return tables.SetEvidence(number, Source, wanted);
    }
}
