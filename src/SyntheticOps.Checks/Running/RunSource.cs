using System.Diagnostics;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks.Running;

/// <summary>The activity source of probe runs: root, phases, steps and requests are started on it.</summary>
public static class RunSource
{
    public static ActivitySource Instance { get; } = new(SyntheticTelemetry.RunSource);

    /// <summary>Version of the probes and their rules.</summary>
    public static string Version { get; } = typeof(RunSource).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
