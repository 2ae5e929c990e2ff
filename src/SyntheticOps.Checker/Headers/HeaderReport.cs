using SyntheticOps.Checker.Headers.Inspections;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Headers;

/// <summary>The verdicts of every rule over one set of facts.</summary>
internal sealed record HeaderReport(IReadOnlyList<RuleVerdict> Verdicts)
{
    /// <summary>A verdict that costs this many points or more is an error, a smaller cost a warning.</summary>
    private const int ErrorFrom = 20;

    public int Score { get; } = Headers.Grade.Score(Verdicts.Select(verdict => verdict.Verdict.Modifier));

    public string Grade => Headers.Grade.Of(Score);

    public static HeaderReport Judge(HeaderFacts facts) => new([.. HeaderRules.All.Select(rule => new RuleVerdict(rule, rule.Judge(facts)))]);

    /// <summary>One finding for every verdict that failed or costs points.</summary>
    public IEnumerable<Finding> Findings() =>
        from item in Verdicts
        let verdict = item.Verdict
        where !verdict.Pass || verdict.Modifier < 0
        let severity = -verdict.Modifier >= ErrorFrom ? Severity.Error : Severity.Warning
        select new Observation(verdict.Key, severity, item.Rule.Header, verdict.Seen, verdict.Advice).ToFinding(item.Rule.Name);
}

internal sealed record RuleVerdict(IHeaderRule Rule, Verdict Verdict);
