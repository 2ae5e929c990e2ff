using System.ComponentModel.DataAnnotations;

namespace SyntheticOps.Collector.Storage.Retention;

/// <summary>How long what is kept.</summary>
internal sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>Spans, logs, metric points and artifacts, days. Default 14.</summary>
    [Range(1, 3650)]
    public int TelemetryDays { get; set; } = 14;

    /// <summary>All artifacts together, MiB; above it the oldest runs lose theirs. Default 4096.</summary>
    [Range(64, 10_000_000)]
    public int ArtifactMiB { get; set; } = 4096;

    /// <summary>Runs (without their spans), days. Default 90.</summary>
    [Range(1, 3650)]
    public int RunDays { get; set; } = 90;
}
