using System.Diagnostics;
using System.Diagnostics.Metrics;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Checks.Running;

/// <summary>`synthetic.check.duration` and `synthetic.check.runs`.</summary>
internal sealed class RunMetrics
{
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _runs;

    public RunMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(SyntheticTelemetry.Meter);
        _duration = meter.CreateHistogram(
            SyntheticTelemetry.Metrics.CheckDuration,
            unit: "s",
            description: "How long the runs of a check took.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = SyntheticTelemetry.Metrics.DurationBounds });
        _runs = meter.CreateCounter<long>(SyntheticTelemetry.Metrics.CheckRuns, unit: "{run}", description: "Finished runs of a check.");
    }

    public void Add(RunReport report)
    {
        var tags = new TagList
        {
            { Names.CheckName, report.Definition.Name },
            { Names.CheckType, report.Definition.Type },
            { Names.SiteName, report.Definition.Site },
            { Names.Outcome, report.Result.Outcome.Word() },
        };
        _duration.Record(report.Duration.TotalSeconds, tags);
        _runs.Add(1, tags);
    }
}
