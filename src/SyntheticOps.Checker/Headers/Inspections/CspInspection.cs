using SyntheticOps.Checker.Headers.Advice;
using SyntheticOps.Checker.Headers.Csp.Evaluation;
using SyntheticOps.Checker.Headers.Rules;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Headers.Inspections;

/// <summary>
/// Weaknesses of the enforced policies, under CSP Evaluator's type names, one observation for a type and a directive. A high
/// one is an error only where MDN's verdict fails too: a page that passes there is not degraded by a second opinion.
/// </summary>
internal sealed class CspInspection : IHeaderInspection
{
    private const string Subject = "content-security-policy";

    public IEnumerable<Observation> Inspect(HeaderFacts facts)
    {
        var policies = Policies(facts);
        var passes = new ContentSecurityPolicyRule().Judge(facts).Pass;
        return CspEvaluation.Of(policies)
            .GroupBy(finding => (finding.Type, finding.Severity, finding.Directive))
            .Select(group => new Observation(
                group.Key.Type,
                group.Key.Severity switch { CspSeverity.High => passes ? Severity.Warning : Severity.Error, CspSeverity.Medium => Severity.Warning, _ => Severity.Info },
                Subject,
                string.Join(' ', group.Select(finding => finding.Value).Prepend(group.Key.Directive).OfType<string>()),
                CspAdvice.Of(group.Key.Type, group.Key.Directive)))
            .Concat(Mistakes(policies));
    }

    /// <summary>The enforced policies, each by itself; a comma separates two in one line (CSP level 3, section 2.2).</summary>
    public static IReadOnlyList<string> Policies(HeaderFacts facts) =>
        [.. (facts.Auto?.Lines(Subject) ?? []).SelectMany(line => line.Split(',')).Concat(facts.Page.ContentSecurityPolicies).Where(policy => policy.Trim().Length > 0)];

    private static IEnumerable<Observation> Mistakes(IReadOnlyList<string> policies)
    {
        var directives = policies.SelectMany(policy => ParsedCsp.Parse(policy).Directives).ToList();
        foreach (var name in directives.Select(directive => directive.Key).Where(name => !CspGrammar.Directives.Contains(name)).Distinct())
        {
            yield return new("csp:unknown-directive", Severity.Warning, Subject, name, "correct the name of the directive, or remove it");
        }

        foreach (var source in directives.SelectMany(directive => directive.Value).Where(SyntaxChecks.IsUnquoted).Distinct())
        {
            yield return new("csp:unquoted-keyword", Severity.Warning, Subject, source, $"put it between single quotes: '{source}'");
        }
    }
}
