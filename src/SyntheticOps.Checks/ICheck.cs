namespace SyntheticOps.Checks;

/// <summary>
/// Looks at one thing once. It does I/O and judges; it owns no timeout, clock, catch, span of its own run or metric:
/// the runner does. Expected failure is a value, never an exception.
/// </summary>
public interface ICheck
{
    /// <summary>Runs once. Child spans are started on <see cref="Running.RunSource"/>; the run's root span is current.</summary>
    Task<CheckResult> RunAsync(CheckRun run, CancellationToken token);
}
