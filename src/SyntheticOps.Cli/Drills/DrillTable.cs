using System.Globalization;
using Spectre.Console;
using SyntheticOps.Cli.Output;

namespace SyntheticOps.Cli.Drills;

/// <summary>Shows the results of drills, and what was expected where one failed.</summary>
internal static class DrillTable
{
    public static void Print(IAnsiConsole screen, IReadOnlyList<DrillResult> results)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("drill", "result", "incident", "detected", "notified", "recovered");
        foreach (var result in results)
        {
            table.AddRow(
                result.Scenario,
                result.Passed ? "[green]passed[/]" : "[red]failed[/]",
                Shown(result.Incident ?? "none"),
                Seconds(result.DetectS),
                Seconds(result.NotifyS),
                Seconds(result.RecoverS));
        }

        screen.Write(table);
        foreach (var (scenario, check) in results.SelectMany(result => result.Checks.Where(check => !check.Passed).Select(check => (result.Scenario, check))))
        {
            screen.MarkupLine($"[red]{scenario}[/] {check.Name}: expected {Shown(check.Expected)}, seen {Shown(check.Seen)}");
        }
    }

    private static string Shown(string text) => Markup.Escape(Plain.Text(text));

    private static string Seconds(double? seconds) => seconds is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:0.0} s") : "never";
}
