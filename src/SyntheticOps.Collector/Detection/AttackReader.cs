using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Detection;

/// <summary>Collects from the store what gateways told of attacks, bounded.</summary>
internal sealed class AttackReader(ITelemetryReader telemetry)
{
    private const int MaxEvents = 500;

    /// <summary>One history for each site that something was told of, or that an attack is open on.</summary>
    /// <param name="open">What the rule holds open, by site.</param>
    public async Task<IReadOnlyList<AttackHistory>> ReadAsync(SyntheticsConfiguration configuration, ILookup<string, Feed> open, DateTimeOffset now, CancellationToken token)
    {
        var events = await telemetry.GetAttacksAsync(now - Rules.AttackRule.Remembered, MaxEvents, token);
        var bySite = events.Select(log => (Site: SiteOf(log, configuration), Fact: Read(log))).Where(item => item.Site is not null).ToLookup(item => item.Site!, item => item.Fact);
        return [.. bySite.Select(site => site.Key).Union(open.Select(site => site.Key)).Select(site => new AttackHistory(site, now, [.. bySite[site]], [.. open[site]]))];
    }

    /// <summary>The site that the gateway names, else the only one that has a gateway; null when nobody can tell.</summary>
    private static string? SiteOf(LogRecord log, SyntheticsConfiguration configuration)
    {
        if (log.Attributes.Text(SyntheticTelemetry.Attributes.SiteName) is { } named)
        {
            return configuration.Sites.ContainsKey(named) ? named : null;
        }

        var guarded = configuration.Sites.Values.Where(site => site.Gateways.Count > 0).Take(2).ToList();
        return guarded.Count == 1 ? guarded[0].Name : null;
    }

    private static AttackFact Read(LogRecord log) => new()
    {
        At = DateTimeOffset.UnixEpoch.AddTicks(log.TimeUnixNano / 100),
        Kind = log.Attributes.Text(SyntheticTelemetry.Attributes.AttackKind) ?? "",
        Addresses = log.Attributes.Texts(SyntheticTelemetry.Attributes.AttackAddresses),
        AddressCount = log.Attributes.Integer(SyntheticTelemetry.Attributes.AttackAddressCount) ?? 0,
        Count = log.Attributes.Integer(SyntheticTelemetry.Attributes.AttackCount) ?? 0,
        WindowSeconds = log.Attributes.Number(SyntheticTelemetry.Attributes.AttackWindow) ?? 0,
        Subject = log.Attributes.Text(SyntheticTelemetry.Attributes.AttackSubject) ?? "",
    };
}
