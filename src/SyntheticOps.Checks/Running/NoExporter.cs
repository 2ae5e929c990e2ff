using System.Diagnostics;
using OpenTelemetry;

namespace SyntheticOps.Checks.Running;

/// <summary>Where no OTLP endpoint is configured: results go to the observers only.</summary>
internal sealed class NoExporter : BaseExporter<Activity>
{
    public override ExportResult Export(in Batch<Activity> batch) => ExportResult.Success;
}
