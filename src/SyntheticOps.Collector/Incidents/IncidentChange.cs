using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Incidents;

/// <summary>One step of an incident's life; <paramref name="After"/> is the incident when it has been taken.</summary>
internal abstract record IncidentChange(TrackedIncident After);

internal sealed record Opened(TrackedIncident After, Signal Signal) : IncidentChange(After);

internal sealed record Reopened(TrackedIncident After, Signal Signal) : IncidentChange(After);

/// <summary>More runs prove it, perhaps of another check (<paramref name="IsNew"/>).</summary>
internal sealed record Fed(TrackedIncident After, Signal Signal, bool IsNew) : IncidentChange(After);

/// <summary>A finding of another scenario that is a consequence of this downtime.</summary>
internal sealed record Absorbed(TrackedIncident After, Signal Signal) : IncidentChange(After);

/// <summary>One of several feeds is well again.</summary>
internal sealed record FeedRecovered(TrackedIncident After, Feed Feed) : IncidentChange(After);

/// <param name="Actor">The rule whose recovery ended it, or the drill.</param>
/// <param name="Why">Code of the sentence that says so.</param>
internal sealed record Resolved(TrackedIncident After, Feed? Feed, string Actor, string Why) : IncidentChange(After);
