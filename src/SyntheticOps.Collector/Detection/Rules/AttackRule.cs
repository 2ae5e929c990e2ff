using System.Globalization;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Detection.Rules;

/// <summary>
/// A gateway tells of an attack: guessed passwords, a scanner, a flood. It opens at the first event, because the gateway has
/// counted already, and is over some time after the last one. It looks at sites, not at checks.
/// </summary>
internal static class AttackRule
{
    public const string Name = "attack";

    /// <summary>Stands where others have the name of a check.</summary>
    public const string Source = "gateway";

    /// <summary>The gateway repeats itself every 20 s while it goes on.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(60);

    /// <summary>Older events are not read.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private const string Logins = "failed-logins";
    private const string Scanner = "scanner";
    private const string Flood = "flood";

    public static IEnumerable<Signal> Evaluate(AttackHistory history)
    {
        foreach (var group in (string[])[Logins, Scanner, Flood])
        {
            var cause = $"attack {group}";
            var recent = history.Attacks.Where(attack => GroupOf(attack.Kind) == group && history.Now - attack.At < Quiet && attack.At <= history.Now.AddMinutes(1)).ToList();
            if (recent.Count > 0)
            {
                yield return Failing(history, cause, recent);
            }
            else if (history.Open.Any(feed => feed.Cause == cause))
            {
                yield return Of(history, cause, SignalState.Recovered);
            }
        }
    }

    private static Signal Failing(AttackHistory history, string cause, List<AttackFact> recent)
    {
        var widest = recent.MaxBy(attack => attack.AddressCount)!;
        var latest = recent.GroupBy(attack => attack.Kind).Select(kind => kind.MaxBy(attack => attack.At)!).OrderBy(attack => attack.Kind, StringComparer.Ordinal).ToList();
        return Of(history, cause, SignalState.Failing) with
        {
            Title = new Title(
                cause.Replace(' ', '-'),
                [recent.Max(attack => attack.Count).ToString(CultureInfo.InvariantCulture), widest.AddressCount.ToString(CultureInfo.InvariantCulture)],
                cause.EndsWith(Scanner, StringComparison.Ordinal) ? Severities.Minor : Severities.Major),
            FirstFailureAt = recent[^1].At,
            NewestAt = recent[0].At,
            Evidence = [.. latest.Select(attack => Proof(attack))],
        };
    }

    private static Evidence Proof(AttackFact attack) => Sentences.Evidence(
        "finding",
        attack.Kind,
        attack.AddressCount == 1 ? "attack-one" : "attack-many",
        Sentences.Word("attack", attack.Kind),
        attack.Count.ToString(CultureInfo.InvariantCulture),
        attack.AddressCount.ToString(CultureInfo.InvariantCulture),
        attack.WindowSeconds.ToString("0", CultureInfo.InvariantCulture),
        attack.Subject,
        string.Join(", ", attack.Addresses));

    private static string? GroupOf(string kind) => kind switch
    {
        Scanner or Flood => kind,
        _ when kind.StartsWith(Logins, StringComparison.Ordinal) => Logins,
        _ => null,
    };

    private static Signal Of(AttackHistory history, string cause, SignalState state) => new()
    {
        Rule = Name,
        Site = history.Site,
        Check = Source,
        Scenario = ScenarioNames.Security,
        Cause = cause,
        State = state,
    };
}
