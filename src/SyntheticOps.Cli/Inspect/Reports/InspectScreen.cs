using System.Globalization;
using Spectre.Console;
using SyntheticOps.Checker.Headers.Advice;
using SyntheticOps.Checks.Words;
using SyntheticOps.Cli.Inspect.Running;
using SyntheticOps.Cli.Output;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Inspect.Reports;

/// <summary>The report for a person: the grade, what to mend first with lines to copy, and what is worth knowing.</summary>
internal static class InspectScreen
{
    /// <summary>Set where the cookie is made, not in the server's configuration.</summary>
    private const string Cookie = "Set-Cookie";

    public static void Write(IAnsiConsole screen, TargetReport report, Platform? form)
    {
        screen.WriteLine();
        if (report.Headers is { } headers)
        {
            Grade(screen, report.Target.Url!, headers);
        }
        else
        {
            screen.MarkupLine($"  {Safe(report.Target.Url?.AbsoluteUri ?? report.Target.Host)}");
        }

        Looked(screen, report);
        var items = ReportItem.Of(report, FindingWords.English);
        Section(screen, "Mend first", [.. items.Where(item => item.Severity != Severity.Info)], form);
        Section(screen, "Worth knowing", [.. items.Where(item => item.Severity == Severity.Info)], form);
    }

    private static void Grade(IAnsiConsole screen, Uri url, HeadersSection headers)
    {
        if (headers.Report is not { } report)
        {
            screen.MarkupLine($"  [red]no grade[/]  {Safe(url.AbsoluteUri)}");
            screen.MarkupLine($"  {Safe(headers.Error)}");
            return;
        }

        var colour = report.Grade[0] switch { 'A' => "green", 'B' or 'C' => "yellow", _ => "red" };
        var score = report.Score.ToString(CultureInfo.InvariantCulture);
        var passed = report.Verdicts.Count(item => item.Verdict.Pass);
        screen.MarkupLine($"  [{colour}]{report.Grade}[/]  {Safe(url.AbsoluteUri)}");
        screen.MarkupLine($"  [grey]score {score}, {passed} of {report.Verdicts.Count} of MDN Observatory's tests passed[/]");
        if (headers.Warning is { } warning)
        {
            screen.MarkupLine($"  [red]{Safe(warning)}[/]");
        }

        Tests(screen, report.Verdicts.Select(item => (item.Rule.Name, item.Verdict.Key, item.Verdict.Modifier, item.Verdict.Pass)));
        foreach (var (test, key) in headers.StandardView)
        {
            screen.MarkupLine($"  [grey]by the standard, {Safe(test)} is {Safe(key)}[/]");
        }
    }

    /// <summary>One line for each other check: all well, how much is wrong, or why it could not look.</summary>
    private static void Looked(IAnsiConsole screen, TargetReport report)
    {
        (string Name, Section? Section)[] others = [("TLS", report.Tls), ("DNS", report.Dns), ("security.txt", report.SecurityTxt)];
        screen.WriteLine();
        foreach (var (name, section) in others)
        {
            if (section is not null)
            {
                var bad = section.Findings.Count(finding => finding.Severity != Severity.Info);
                var word = section.Error is not null ? $"[grey]not judged:[/] {Safe(section.Error)}" : bad == 0 ? "[green]nothing to mend[/]" : $"[yellow]{bad} to mend[/]";
                screen.MarkupLine($"  {name,-12} {word}");
            }
        }
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

    private static void Section(IAnsiConsole screen, string title, IReadOnlyList<ReportItem> items, Platform? form)
    {
        if (items.Count == 0)
        {
            return;
        }

        screen.WriteLine();
        screen.MarkupLine($"  [white]{title}[/]{(form is { } platform ? $"  [grey]lines for {HeaderForms.FileOf(platform)}[/]" : "")}");
        foreach (var item in items)
        {
            var colour = item.Severity switch { Severity.Error => "red", Severity.Warning => "yellow", _ => "blue" };
            screen.MarkupLine($"  [{colour}]{item.Severity.Word(),-7}[/] [white]{Safe(item.Subject)}[/] {Safe(item.Seen)}");
            screen.MarkupLine($"          {Safe(item.Why)} [grey]{Safe(item.Code)}[/]");
            if (item.Value.Length > 0)
            {
                screen.MarkupLine($"          [green]{Safe(item.Header.Length == 0 ? item.Value : form is { } known && item.Header != Cookie ? HeaderForms.For(known, item.Header, item.Value) : $"{item.Header}: {item.Value}")}[/]");
            }
        }
    }

    private static string Safe(string? text) => Markup.Escape(Plain.Text(text));
}
