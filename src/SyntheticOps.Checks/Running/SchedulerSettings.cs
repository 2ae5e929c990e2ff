namespace SyntheticOps.Checks.Running;

/// <summary>How many runs go on at once.</summary>
internal sealed record SchedulerSettings(int Concurrency);
