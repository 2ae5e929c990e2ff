using System.Diagnostics;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Running;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checker.Http;

/// <summary>A step of a check that makes several requests, as a `synthetic.step` span.</summary>
internal static class CheckStep
{
    /// <param name="act">Gives the fault, or null when all is well.</param>
    public static async Task<CheckResult?> RunAsync(int index, string name, Func<CancellationToken, Task<CheckResult?>> act, CancellationToken token)
    {
        using var span = RunSource.Instance.StartActivity(SyntheticTelemetry.Spans.Step);
        span?.SetTag(Names.StepIndex, index).SetTag(Names.StepName, name);
        var fault = await act(token);
        span?.SetTag(Names.StepOutcome, (fault?.Outcome ?? Outcome.Up).Word());
        if (fault is not null)
        {
            span?.SetTag(Names.StepReason, fault.Reason).SetTag(Names.ErrorType, fault.Reason).SetTag(Names.MessageParts, fault.Said?.Pack()).SetStatus(ActivityStatusCode.Error, fault.Message);
        }

        return fault is null ? null : fault with { FailedStep = name };
    }
}
