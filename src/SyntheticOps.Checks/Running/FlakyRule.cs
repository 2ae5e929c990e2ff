using System.Globalization;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks.Running;

/// <summary>
/// A pass after a failure is never silently green: while the failures were too few to open an incident it is flaky, afterwards
/// it is the recovery. Pure.
/// </summary>
internal static class FlakyRule
{
    public static CheckResult Judge(CheckResult result, CheckDefinition definition, EarlierRuns earlier)
    {
        if (result.Outcome != Outcome.Up || earlier.Failures == 0 || earlier.Failures >= definition.Confirm.Failures)
        {
            return result;
        }

        var failures = earlier.Failures.ToString(CultureInfo.InvariantCulture);
        var said = earlier.Failures == 1 ? Saying.Of("flaky-once") : Saying.Of("flaky", failures);
        var finding = new Finding("flaky", Severity.Warning, FindingKind.State, definition.Name, [failures, earlier.LastRunId ?? "", said.Pack()], said.ToString());
        return result with
        {
            Outcome = definition.Retry.FlakyIsDegraded ? Outcome.Degraded : Outcome.Up,
            Reason = definition.Retry.FlakyIsDegraded ? Reasons.Flaky : null,
            Message = definition.Retry.FlakyIsDegraded ? said.ToString() : null,
            Said = definition.Retry.FlakyIsDegraded ? said : null,
            Findings = [finding, .. result.Findings],
        };
    }
}
