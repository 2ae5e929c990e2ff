using Spectre.Console;
using SyntheticOps.Checks.Running;
using SyntheticOps.Cli.Output;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Runs;

/// <summary>Runs the chosen checks, sends what the collector is owed, says how it went.</summary>
internal static class RunOnce
{
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(4);

    /// <summary>A person waits.</summary>
    private static readonly TimeSpan FlushLimitAfterInterrupt = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(RunRequest request, CancellationToken token)
    {
        Verify(request);
        var clock = TimeProvider.System;
        var startedAt = clock.GetUtcNow();
        var started = clock.GetTimestamp();
        await using var checks = await CheckHost.StartAsync(request, Screen.Out, token);
        using var limit = new CancellationTokenSource(request.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, limit.Token);
        var reports = await checks.Batch.RunAsync(
            Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? Triggers.Ci : Triggers.Manual,
            check => checks.Chosen.Contains(check.Name),
            Math.Max(Environment.ProcessorCount - 1, 1),
            either.Token);
        var timedOut = limit.IsCancellationRequested;
        var kept = await checks.Batch.FlushAsync(token.IsCancellationRequested ? FlushLimitAfterInterrupt : FlushLimit, CancellationToken.None);
        var summary = RunSummary.Of(reports);
        var exit = token.IsCancellationRequested ? Names.ExitCodes.Interrupted : summary.Exit(request.Strict, timedOut, kept > 0);
        Say(summary, checks.Chosen.Count - reports.Count, kept, timedOut ? request.Timeout : null);
        await ResultFile.WriteAsync(request.Json, () => RunDocument.Write(reports, summary, startedAt, clock.GetElapsedTime(started), exit));
        return exit;
    }

    private static void Say(RunSummary summary, int left, int kept, TimeSpan? exceeded)
    {
        Screen.Out.WriteLine(RunTable.Sum(summary) + (left > 0 ? $", {left} not run" : ""));
        if (exceeded is { } limit)
        {
            Screen.Out.WriteLine($"The time limit of {limit.TotalSeconds:0} s was reached (--timeout).");
        }

        if (kept > 0)
        {
            Screen.Out.WriteLine($"The collector did not take everything: {kept} records wait on disk and are sent by the next run.");
        }
    }

    /// <summary>Nothing is asked of the site when the results could not be kept.</summary>
    private static void Verify(RunRequest request)
    {
        ResultFile.Verify(request.Json);
        try
        {
            request.Artifacts?.Create();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(Names.ExitCodes.Configuration, $"--artifacts: {request.Artifacts} cannot be made: {e.Message}");
        }
    }
}
