using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checks.Running;

/// <summary>Runs checks once and ends: for the command line and CI. It retries nothing.</summary>
public sealed class CheckBatch
{
    private readonly SyntheticsConfiguration _configuration;
    private readonly CheckRunner _runner;
    private readonly SpoolSlot _spool;

    internal CheckBatch(SyntheticsConfiguration configuration, CheckRunner runner, SpoolSlot spool) =>
        (_configuration, _runner, _spool) = (configuration, runner, spool);

    /// <summary>Runs every check of this process's types that the filter takes; reports in the order of the file.</summary>
    /// <param name="trigger">manual or ci.</param>
    /// <param name="filter">Which checks; null takes all, whatever their location.</param>
    /// <param name="concurrency">Runs at once, 1 or more.</param>
    public async Task<IReadOnlyList<RunReport>> RunAsync(
        string trigger, Func<CheckDefinition, bool>? filter, int concurrency, CancellationToken token)
    {
        var checks = _configuration.Checks.Values
            .Where(check => _configuration.Runnable.ContainsKey(check.Name) && (filter is null || filter(check)))
            .ToArray();
        var reports = new RunReport?[checks.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = CancellationToken.None };
        await Parallel.ForAsync(0, checks.Length, options, async (index, _) =>
        {
            if (!token.IsCancellationRequested)
            {
                reports[index] = await _runner.RunAsync(checks[index], trigger, attempt: 1, token);
            }
        });
        return [.. reports.OfType<RunReport>()];
    }

    /// <summary>Sends what is kept for the collector, within the time.</summary>
    /// <returns>Records that are still only on disk; 0 when all arrived or nothing is sent from here.</returns>
    public Task<int> FlushAsync(TimeSpan deadline, CancellationToken token) =>
        _spool.Sender?.FlushAsync(deadline, token) ?? Task.FromResult(0);
}
