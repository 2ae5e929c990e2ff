using System.Globalization;
using Spectre.Console;
using SyntheticOps.Checker.Headers.Advice;
using SyntheticOps.Cli.Output;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Inspect;

/// <summary>The report for a person: the grade, what to mend first with lines to copy, and what is worth knowing.</summary>
internal static class InspectScreen
{
    /// <summary>Set where the cookie is made, not in the server's configuration.</summary>
    private const string Cookie = "Set-Cookie";

    public static void Write(IAnsiConsole screen, Inspection inspection, Platform? form)
    {
        screen.WriteLine();
        if (inspection.Report is not { } report)
        {
            screen.MarkupLine($"  [red]no grade[/]  {Safe(inspection.Url.AbsoluteUri)}");
            screen.MarkupLine($"  {Safe(inspection.Error)}");
            return;
        }

        var colour = report.Grade[0] switch { 'A' => "green", 'B' or 'C' => "yellow", _ => "red" };
        var score = report.Score.ToString(CultureInfo.InvariantCulture);
        var passed = report.Verdicts.Count(item => item.Verdict.Pass);
        screen.MarkupLine($"  [{colour}]{report.Grade}[/]  {Safe(inspection.Url.AbsoluteUri)}");
        screen.MarkupLine($"  [grey]score {score}, {passed} of {report.Verdicts.Count} of MDN Observatory's tests passed[/]");
        if (inspection.Warning is { } warning)
        {
            screen.MarkupLine($"  [red]{Safe(warning)}[/]");
        }

        Tests(screen, report.Verdicts.Select(item => (item.Rule.Name, item.Verdict.Key, item.Verdict.Modifier, item.Verdict.Pass)));
        Section(screen, "Mend first", [.. inspection.Findings.Where(finding => finding.Severity != Severity.Info)], form);
        Section(screen, "Worth knowing", [.. inspection.Findings.Where(finding => finding.Severity == Severity.Info)], form);
    }

    private static void Tests(IAnsiConsole screen, IEnumerable<(string Name, string Key, int Points, bool Pass)> tests)
    {
        var table = new Table().NoBorder().HideHeaders().AddColumn("").AddColumn("").AddColumn(new TableColumn("").RightAligned()).AddColumn("");
        foreach (var (name, key, points, pass) in tests)
        {
            var sign = points.ToString("+0;-0;0", CultureInfo.InvariantCulture);
            table.AddRow(pass ? "  [green]ok[/]" : "  [red]no[/]", name, points < 0 ? $"[red]{sign}[/]" : $"[grey]{sign}[/]", $"[grey]{key}[/]");
        }

        screen.WriteLine();
        screen.Write(table);
    }

    private static void Section(IAnsiConsole screen, string title, IReadOnlyList<Finding> findings, Platform? form)
    {
        if (findings.Count == 0)
        {
            return;
        }

        screen.WriteLine();
        screen.MarkupLine($"  [white]{title}[/]{(form is { } platform ? $"  [grey]lines for {HeaderForms.FileOf(platform)}[/]" : "")}");
        foreach (var finding in findings)
        {
            var (seen, why, header, value) = (finding.Args[0], finding.Args[1], finding.Args[2], finding.Args[3]);
            var colour = finding.Severity switch { Severity.Error => "red", Severity.Warning => "yellow", _ => "blue" };
            screen.MarkupLine($"  [{colour}]{finding.Severity.Word(),-7}[/] [white]{Safe(finding.Subject)}[/] {Safe(seen.Length == 0 ? "missing" : seen)}");
            screen.MarkupLine($"          {Safe(why)} [grey]{Safe(finding.Code)}[/]");
            if (value.Length > 0)
            {
                screen.MarkupLine($"          [green]{Safe(header.Length == 0 ? value : form is { } known && header != Cookie ? HeaderForms.For(known, header, value) : $"{header}: {value}")}[/]");
            }
        }
    }

    private static string Safe(string? text) => Markup.Escape(Plain.Text(text));
}
