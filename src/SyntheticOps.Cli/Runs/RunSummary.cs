using SyntheticOps.Checks.Running;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Runs;

/// <summary>What several runs come to, and the exit code that says it (contracts.md section 9).</summary>
internal sealed record RunSummary(int Up, int Degraded, int Down, int Unknown)
{
    public static RunSummary Of(IReadOnlyList<RunReport> reports) => new(
        Count(reports, Outcome.Up), Count(reports, Outcome.Degraded), Count(reports, Outcome.Down), Count(reports, Outcome.Unknown));

    /// <summary>Several reasons: configuration 2, time limit 5, down 1, own fault 4, only spooled 3, in that order.</summary>
    /// <param name="strict">Whether degraded counts as down.</param>
    public int Exit(bool strict, bool timedOut, bool spooled) => this switch
    {
        _ when timedOut => Names.ExitCodes.TimeLimit,
        { Down: > 0 } => Names.ExitCodes.Failed,
        { Degraded: > 0 } when strict => Names.ExitCodes.Failed,
        { Unknown: > 0 } => Names.ExitCodes.OwnFault,
        _ when spooled => Names.ExitCodes.Spooled,
        _ => Names.ExitCodes.Success,
    };

    private static int Count(IReadOnlyList<RunReport> reports, Outcome outcome) => reports.Count(report => report.Result.Outcome == outcome);
}
