namespace SyntheticOps.Checks;

/// <summary>
/// A check that needs something of the probe's own first, such as a browser. The runner waits for it before the run's
/// timeout begins: a timeout is for the site, and a slow start of ours is no failure of it.
/// </summary>
public interface IReadyCheck : ICheck
{
    /// <summary>Null when it is ready, else the result that says why it cannot run (always `unknown`).</summary>
    Task<CheckResult?> ReadyAsync(CancellationToken token);
}
