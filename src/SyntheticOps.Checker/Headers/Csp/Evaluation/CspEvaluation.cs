namespace SyntheticOps.Checker.Headers.Csp.Evaluation;

/// <summary>Every weakness of one policy, as CSP Evaluator 1.1.8 finds them; what it only marks as ignored is left out.</summary>
internal static class CspEvaluation
{
    private static readonly Func<ParsedCsp, IEnumerable<CspFinding>>[] Checks =
    [
        ScriptChecks.Find, MissingChecks.Find, AllowlistChecks.Find, SourceChecks.Find, SyntaxChecks.Find,
    ];

    public static IReadOnlyList<CspFinding> Of(string policy)
    {
        var parsed = ParsedCsp.Parse(policy);
        return [.. Checks.SelectMany(check => check(parsed))];
    }

    /// <summary>Of several policies an attacker must pass each, so a weakness counts when all have it; a mistake in the text counts in any.</summary>
    public static IReadOnlyList<CspFinding> Of(IReadOnlyList<string> policies)
    {
        var each = policies.Select(Of).ToList();
        return [.. each.SelectMany(found => found)
            .Where(finding => finding.Severity is CspSeverity.Syntax or CspSeverity.Info || each.All(others => others.Any(other => other.Type == finding.Type)))
            .Distinct()];
    }
}
