using SyntheticOps.Checks;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http;

/// <summary>Why there is no complete answer.</summary>
/// <param name="Reason">One of <see cref="Reasons"/>.</param>
/// <param name="Said">One sentence.</param>
internal sealed record HttpFailure(Outcome Outcome, string Reason, Saying Said, Finding? Finding = null)
{
    /// <summary>In English.</summary>
    public string Message { get; } = Said.Short();

    /// <summary>Finer than the reason: each way in which a server can misbehave has its own. Kebab-case.</summary>
    public string Code { get; init; } = Reason.Replace('_', '-');

    /// <summary>The server answers, but its certificate is not accepted.</summary>
    public bool IsCertificate { get; init; }

    /// <summary>Every answer was complete; there was one redirect too many.</summary>
    public bool IsRedirectLimit { get; init; }

    public static HttpFailure Down(string reason, Saying said, Finding? finding = null) => new(Outcome.Down, reason, said, finding);

    /// <summary>With a finding in any case, so that the class of the fault is seen.</summary>
    public CheckResult ToResult(string host) => Finding is not null || Outcome != Outcome.Down
        ? ToResult()
        : ToResult() with { Findings = [new Finding(Code, Severity.Error, FindingKind.State, host, [Reason], Message)] };

    public CheckResult ToResult() => CheckResult.Of(Outcome, Reason, Said, Finding is null ? [] : [Finding]);
}
