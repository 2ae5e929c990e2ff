using SyntheticOps.Checks;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http;

/// <summary>Why there is no complete answer.</summary>
/// <param name="Reason">One of <see cref="Reasons"/>.</param>
/// <param name="Message">One English sentence.</param>
internal sealed record HttpFailure(Outcome Outcome, string Reason, string Message, Finding? Finding = null)
{
    /// <summary>Finer than the reason: each way in which a server can misbehave has its own. Kebab-case.</summary>
    public string Code { get; init; } = Reason.Replace('_', '-');

    /// <summary>The server answers, but its certificate is not accepted.</summary>
    public bool IsCertificate { get; init; }

    /// <summary>Every answer was complete; there was one redirect too many.</summary>
    public bool IsRedirectLimit { get; init; }

    public static HttpFailure Down(string reason, string message, Finding? finding = null) => new(Outcome.Down, reason, message, finding);

    /// <summary>With a finding in any case, so that the class of the fault is seen.</summary>
    public CheckResult ToResult(string host) => Finding is not null || Outcome != Outcome.Down
        ? ToResult()
        : ToResult() with { Findings = [new Finding(Code, Severity.Error, FindingKind.State, host, [Reason], Message)] };

    public CheckResult ToResult() => new()
    {
        Outcome = Outcome,
        Reason = Reason,
        Message = Message,
        Findings = Finding is null ? [] : [Finding],
    };
}
