namespace SyntheticOps.Collector.Storage.Incidents;

/// <summary>Why an incident is open: a rule saw this cause in the runs of this check.</summary>
public sealed record Feed(string Rule, string Check, string Scenario, string Cause);

/// <summary>A feed of an incident, whether it has recovered, and the newest run that it counted.</summary>
public sealed record FeedState(Feed Feed, bool Recovered, string? NewestRun);

/// <summary>A run that is to be diagnosed for an incident.</summary>
internal sealed record DiagnosisDue(long Incident, Feed Feed, string Run);

/// <summary>What happens to customers, as a code with arguments, and how bad that is.</summary>
public sealed record Title(string Code, IReadOnlyList<string> Args, string Severity)
{
    public static Title None { get; } = new("none", [], Severities.Minor);

    public bool Equals(Title? other) =>
        other is not null && Code == other.Code && Severity == other.Severity && Args.SequenceEqual(other.Args);

    public override int GetHashCode() => HashCode.Combine(Code, Severity, Args.Count);
}

/// <summary>Values of <see cref="Incident.Severity"/>.</summary>
public static class Severities
{
    public const string Critical = "critical";
    public const string Major = "major";
    public const string Minor = "minor";
}

/// <summary>Values of <see cref="Incident.State"/>.</summary>
public static class IncidentStates
{
    public const string Open = "open";
    public const string Acknowledged = "acknowledged";
    public const string Resolved = "resolved";

    /// <summary>In queries only: open or acknowledged.</summary>
    public const string Unresolved = "unresolved";
}

/// <summary>Values of <see cref="Incident.Scenario"/>.</summary>
public static class ScenarioNames
{
    public const string Downtime = "downtime";
    public const string Payment = "payment";
    public const string DataLoss = "data-loss";
    public const string Security = "security";
    public const string Performance = "performance";
    public const string Monitoring = "monitoring";

    public static IReadOnlyList<string> All { get; } = [Downtime, Payment, DataLoss, Security, Performance, Monitoring];
}
