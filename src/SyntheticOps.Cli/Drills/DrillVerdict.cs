using System.Globalization;

namespace SyntheticOps.Cli.Drills;

/// <summary>What was seen in a drill; the rules that make it passed or failed.</summary>
/// <param name="Incident">The drill's incident, else the one that opened instead; null when none did.</param>
/// <param name="Detect">From the answer of `PUT /_faults`; null when no incident of the drill opened in time.</param>
/// <param name="Recover">From the repair.</param>
internal sealed record DrillVerdict(Drill Drill, string Id, IncidentAnswer? Incident, TimeSpan? Detect, TimeSpan? Notify, TimeSpan? Recover)
{
    public static bool NamesCause(IncidentAnswer incident, Drill drill) => drill.Names.All(name =>
        incident.Evidence.Select(evidence => evidence.Text).Append(incident.Cause).Any(text => text.Contains(name, StringComparison.OrdinalIgnoreCase)));

    public DrillResult Judge(DrillLimits limits) => new()
    {
        Id = Id,
        Scenario = Drill.Scenario,
        Incident = Incident?.Id,
        DetectS = Detect?.TotalSeconds,
        NotifyS = Notify?.TotalSeconds,
        RecoverS = Recover?.TotalSeconds,
        Checks =
        [
            new("scenario", Incident?.Scenario == Drill.Scenario, Drill.Scenario, Incident?.Scenario ?? "no incident"),
            new("detection", Detect <= limits.Detect, $"within {Seconds(limits.Detect)}", Detect is { } d ? Seconds(d) : "not detected"),
            new("cause", Incident is not null && NamesCause(Incident, Drill), string.Join(", ", Drill.Names), Incident?.Cause ?? "no incident"),
            new("evidence", Incident is { Evidence.Count: > 0 }, "a failed run and what it saw", Incident is null ? "no incident" : Pieces(Incident.Evidence.Count)),
            new("notification", Notify is not null, "delivered", Notify is { } n ? Seconds(n) : "not delivered"),
            new("recovery", Recover is not null, $"within {Seconds(limits.Recover)}", Recover is { } r ? Seconds(r) : "not recovered"),
        ],
    };

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");

    private static string Pieces(int count) => count == 1 ? "1 piece" : string.Create(CultureInfo.InvariantCulture, $"{count} pieces");
}
