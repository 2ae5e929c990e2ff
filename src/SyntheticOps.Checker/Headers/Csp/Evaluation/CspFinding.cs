namespace SyntheticOps.Checker.Headers.Csp.Evaluation;

/// <summary>A weakness of one policy, under the type name of CSP Evaluator.</summary>
/// <param name="Value">The source that it is about; null when it is about the directive.</param>
internal sealed record CspFinding(string Type, CspSeverity Severity, string Directive, string? Value = null);

/// <summary>How sure and how bad, in CSP Evaluator's words and order.</summary>
internal enum CspSeverity
{
    High,
    Syntax,
    Medium,
    MediumMaybe,
    Info,
}
