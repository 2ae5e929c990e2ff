using Spectre.Console;
using SyntheticOps.Cli.Output;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Baselines;

/// <summary>`synops baseline diff`: what the checks see now against what was approved. No file is written.</summary>
internal static class BaselineDiff
{
    public static async Task<int> RunAsync(BaselineRequest request, CancellationToken token)
    {
        await using var run = await BaselineRun.StartAsync(request, token);
        var absent = run.Files.Where(file => !File.Exists(file.Value)).Select(file => file.Key).ToHashSet();
        foreach (var name in absent)
        {
            BaselineRun.Write(Screen.Out, name, "absent", "yellow", "nothing is approved yet: synops baseline approve");
        }

        if (await run.RunAsync(run.Files.Keys.Where(name => !absent.Contains(name)), token) is not { } reports)
        {
            return Names.ExitCodes.TimeLimit;
        }

        var exit = absent.Count > 0 ? Names.ExitCodes.Failed : Names.ExitCodes.Success;
        foreach (var report in reports)
        {
            var drift = report.Result.Findings.Where(finding => finding.Kind == FindingKind.Drift).ToList();
            Write(Screen.Out, report.Definition.Name, report.Result.Outcome, report.Result.Message, drift);
            exit = drift.Exists(finding => finding.Severity != Severity.Info) ? Names.ExitCodes.Failed
                : exit == Names.ExitCodes.Success && report.Result.Outcome == Outcome.Unknown ? Names.ExitCodes.OwnFault : exit;
        }

        return exit;
    }

    public static void Write(IAnsiConsole screen, string name, Outcome outcome, string? message, IReadOnlyList<Finding> drift)
    {
        var (word, colour) = drift.Count == 0 ? outcome == Outcome.Unknown ? ("unknown", "grey") : ("same", "green")
            : drift.All(finding => finding.Severity == Severity.Info) ? ("better", "blue") : ("changed", "red");
        BaselineRun.Write(screen, name, word, colour, drift.Count == 0 && outcome == Outcome.Unknown ? message : null);
        foreach (var finding in drift)
        {
            screen.MarkupLine($"  [white]{Safe(finding.Subject)}[/] [grey]{finding.Severity.Word()}[/]{(Lines(finding).Any() ? "" : $" {Safe(finding.Text)}")}");
            foreach (var (sign, value) in Lines(finding))
            {
                screen.MarkupLine($"    [{(sign == '-' ? "red" : "green")}]{sign} {Safe(value)}[/]");
            }
        }
    }

    /// <summary>Codes end in what happened; the args are the approved value, the present one, or both.</summary>
    private static IEnumerable<(char Sign, string Value)> Lines(Finding finding) => finding switch
    {
        { Args: [var was, var now, ..] } when finding.Code.EndsWith("-changed", StringComparison.Ordinal) => [('-', was), ('+', now)],
        { Args: [var was, ..] } when finding.Code.EndsWith("-removed", StringComparison.Ordinal) => [('-', was)],
        { Args: [var now, ..] } when finding.Code.EndsWith("-added", StringComparison.Ordinal) => [('+', now)],
        _ => [],
    };

    private static string Safe(string text) => Markup.Escape(Plain.Text(text));
}
