using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Alerting;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Incidents;

/// <summary>Owes receivers the news of an incident: decided here, once, in the transaction that changes it.</summary>
internal sealed class Notices(SyntheticsConfiguration configuration)
{
    /// <summary>The channel of a drill's own receiver.</summary>
    public const string DrillChannel = "drill";

    public void Owe(DbConnection connection, DbTransaction transaction, TrackedIncident incident, string transition, DateTimeOffset now)
    {
        foreach (var channel in ChannelsOf(connection, transaction, incident))
        {
            var entry = new OutboxEntry(
                $"msg_{RandomNumberGenerator.GetHexString(32, lowercase: true)}",
                incident.Number,
                channel,
                transition,
                incident.Reopened,
                JsonSerializer.Serialize(AlertOf(incident, transition, now), AlertJson.Default.Alert),
                now);
            OutboxTable.Insert(connection, transaction, entry);
        }
    }

    /// <summary>Incidents of a drill go to the drill's receiver and to nobody else.</summary>
    private IEnumerable<string> ChannelsOf(DbConnection connection, DbTransaction transaction, TrackedIncident incident) => incident.Drill switch
    {
        null => configuration.Channels.Keys,
        { } drill when DrillTable.Find(connection, drill, transaction)?.Notify is not null => [DrillChannel],
        _ => [],
    };

    private Alert AlertOf(TrackedIncident incident, string transition, DateTimeOffset now)
    {
        var site = configuration.Sites.GetValueOrDefault(incident.Site);
        var language = site?.Languages is [var first, ..] ? first : "en";
        return new Alert
        {
            Incident = incident.Id,
            Transition = transition,
            Site = incident.Site,
            SiteName = site?.DisplayName ?? incident.Site,
            Scenario = incident.Scenario,
            Cause = incident.Cause,
            Severity = incident.Title.Severity,
            Title = IncidentWords.Title(incident.Title.Code, incident.Title.Args, IncidentWords.Culture(language)),
            At = now,
            OpenedAt = incident.OpenedAt,
            FirstFailureAt = incident.FirstFailureAt,
            ResolvedAt = incident.ResolvedAt,
            Drill = incident.Drill,
        };
    }
}
