using System.Globalization;
using Spectre.Console;
using SyntheticOps.Checks.Running;
using SyntheticOps.Cli.Output;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Runs;

/// <summary>Shows runs on the terminal: a line when one ends, a sum at the end.</summary>
internal sealed class RunTable(IAnsiConsole screen) : IRunObserver
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
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"[{colour}]{word,-9}[/] {Shown(report.Definition.Name),-20} {report.Duration.TotalSeconds,6:0.00} s  {Shown(report.Result.Message)}");
            screen.MarkupLine(line.TrimEnd());
            foreach (var finding in report.Result.Findings.Where(finding => finding.Severity != Severity.Info))
            {
                screen.MarkupLine($"          [grey]{finding.Severity.Word()}[/] {Shown(finding.Text)}");
            }
        }
    }

    public static string Sum(RunSummary summary) => string.Create(
        CultureInfo.InvariantCulture, $"{summary.Up} up, {summary.Degraded} degraded, {summary.Down} down, {summary.Unknown} unknown");

    private static string Shown(string? text) => Markup.Escape(Plain.Text(text));
}
