using System.Diagnostics;
using System.Globalization;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checks.Running;

/// <summary>Reads the `synthetic.step` spans of a run.</summary>
internal static class Steps
{
    public static IReadOnlyList<StepReport> Of(IEnumerable<Activity> spans) => [.. spans
        .Where(span => span.OperationName == SyntheticTelemetry.Spans.Step)
        .Select(span => new StepReport(
            Convert.ToInt32(span.GetTagItem(Names.StepIndex) ?? 0, CultureInfo.InvariantCulture),
            span.GetTagItem(Names.StepName) as string ?? span.DisplayName,
            span.GetTagItem(Names.StepOutcome) as string ?? Outcome.Unknown.Word(),
            span.Duration,
            span.StatusDescription ?? span.GetTagItem(Names.StepReason) as string))
        .OrderBy(step => step.Index)];
}
