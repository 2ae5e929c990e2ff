using System.Globalization;
using Spectre.Console;
using SyntheticOps.Checks.Running;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Runs;

/// <summary>Shows runs on the terminal: a line when one ends, a sum at the end.</summary>
internal sealed class RunTable : IRunObserver
{
    private readonly Lock _gate = new();

    public void RunFinished(RunReport report)
    {
        var (colour, word) = report.Result.Outcome switch
        {
            Outcome.Up => ("green", "up"),
            Outcome.Degraded => ("yellow", "degraded"),
            Outcome.Down => ("red", "down"),
            _ => ("grey", "unknown"),
        };
        lock (_gate)
        {
            AnsiConsole.MarkupLine(string.Create(
                CultureInfo.InvariantCulture,
                $"[{colour}]{word,-9}[/] {Markup.Escape(report.Definition.Name),-20} {report.Duration.TotalSeconds,6:0.00} s  {Markup.Escape(report.Result.Message ?? "")}"));
            foreach (var finding in report.Result.Findings.Where(finding => finding.Severity != Severity.Info))
            {
                AnsiConsole.MarkupLine($"          [grey]{Markup.Escape(finding.Severity.Word())}[/] {Markup.Escape(finding.Text)}");
            }
        }
    }

    public static void Sum(RunSummary summary) =>
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{summary.Up} up, {summary.Degraded} degraded, {summary.Down} down, {summary.Unknown} unknown"));
}
