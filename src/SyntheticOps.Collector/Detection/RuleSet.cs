using SyntheticOps.Collector.Detection.Rules;

namespace SyntheticOps.Collector.Detection;

/// <summary>The registered rules. Names are unique.</summary>
internal sealed class RuleSet
{
    private readonly IReadOnlyList<NamedRule> _rules;

    public RuleSet(IEnumerable<NamedRule> rules)
    {
        _rules = [.. rules];
        if (_rules.GroupBy(rule => rule.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InvalidOperationException($"Two detection rules are registered as '{twice.Key}'.");
        }
    }

    /// <summary>Those that look at sites, not at checks.</summary>
    public static IReadOnlyList<string> OfSites { get; } = [AttackRule.Name, WebhooksRule.Name];

    public IReadOnlyList<string> Names => [.. _rules.Select(rule => rule.Name), .. OfSites];

    public IReadOnlyList<Signal> Evaluate(CheckHistory history) => [.. _rules.SelectMany(rule => rule.Rule.Evaluate(history))];
}

/// <summary>A rule under its name.</summary>
internal sealed record NamedRule(string Name, IDetectionRule Rule);
