namespace SyntheticOps.Checks.Running;

/// <summary>The failures in a row before a run, which decide what its pass means.</summary>
/// <param name="Failures">Down runs without a good one in between.</param>
/// <param name="LastRunId">The newest of them.</param>
public readonly record struct EarlierRuns(int Failures, string? LastRunId);
