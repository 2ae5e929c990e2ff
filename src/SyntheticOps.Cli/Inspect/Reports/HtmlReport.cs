using System.Globalization;
using SyntheticOps.Cli.Inspect.Running;
using SyntheticOps.Cli.Inspect.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Inspect.Reports;

/// <summary>The report as one HTML file in the look of the dashboard, in English or French; it loads nothing and runs nothing.</summary>
internal sealed class HtmlReport(TargetReport report, CultureInfo language, DateTimeOffset now)
{
    /// <summary>Of the dashboard; linked into this assembly so that there is one look.</summary>
    private const string StyleSheet = "app.css";

    /// <summary>On a phone a row of a table is two lines: name and state, then result and points.</summary>
    private const string OwnStyle = """

        .report { max-width: 66rem; margin: 0 auto; gap: 1.5rem; } .report .cmd code::before { content: none; } .report tbody th { overflow-wrap: normal; }
        @media screen and (width < 640px) {
          .report thead { display: none; } .report tbody tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; padding: .5rem 1rem; border-top: 1px solid var(--line); }
          .report tbody tr:first-child { border-top: 0; } .report tbody tr > :is(th, td) { padding: .125rem 0; border: 0; } .report tbody td:empty { display: none; }
          .report tbody td.break:last-child { grid-column: 1 / -1; }
        }
        """;

    private static readonly string[] Scale = ["A+", "A", "B", "C", "D", "F"];

    private readonly HtmlFindings _findings = new(language);

    public string Write()
    {
        var items = ReportItem.Of(report, language);
        var name = report.Target.Url?.AbsoluteUri ?? report.Target.Host;
        return $"""
            <!doctype html>
            <html lang="{language.TwoLetterISOLanguageName}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{Word("title", report.Target.Host)}</title>
            <style>{Style()}{OwnStyle}
            </style></head>
            <body>{HtmlFindings.Sprite}
            <main class="main report" id="content">
            <div class="head"><div><h1>{Word("title", report.Target.Host)}</h1><p class="head__meta"><span class="mono break">{Html.Text(name)}</span><span>{Word("inspected", now.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture))}</span></p></div></div>
            {Grade()}
            {Areas()}
            {_findings.Section("first", [.. items.Where(item => item.Severity != Severity.Info)], withForms: true)}
            {_findings.Section("later", [.. items.Where(item => item.Severity == Severity.Info)], withForms: false)}
            {Tests()}
            <p class="soft">{Word("foot")}</p>
            </main></body></html>
            """;
    }

    private string Grade()
    {
        if (report.Headers is not { } headers)
        {
            return "";
        }

        if (headers.Report is not { } graded)
        {
            return $"""<section class="card"><div class="card__body"><h2>{Word("nograde")}</h2><p class="soft">{Html.English(headers.Error, language)}</p></div></section>""";
        }

        var state = graded.Grade[0] switch { 'A' => "up", 'B' or 'C' => "degraded", _ => "down" };
        var place = graded.Grade == "A+" ? "A+" : graded.Grade[..1];
        var steps = string.Concat(Scale.Select(grade => grade == place ? $"""<li aria-current="true" data-state="{state}">{grade}</li>""" : $"<li>{grade}</li>"));
        var passed = graded.Verdicts.Count(item => item.Verdict.Pass);
        return $"""
            <section class="card" aria-labelledby="grade"><div class="card__body"><div class="row row--wide"><div class="grade" data-state="{state}" role="img" aria-label="{graded.Grade}">{graded.Grade}</div>
            <div class="stack-s"><h2 id="grade">{Word("grade", graded.Grade, graded.Score)}</h2><p class="soft">{Word("passed", passed, graded.Verdicts.Count)}</p><ol class="gradescale">{steps}</ol>
            {(headers.Warning is { } warning ? $"<p>{Html.English(warning, language)}</p>" : "")}</div></div></div></section>
            """;
    }

    /// <summary>One line for each check: all well, how much is wrong, or why it could not look.</summary>
    private string Areas()
    {
        (string Name, Section? Section, int More)[] areas =
            [("headers", report.Headers, report.Headers?.Graded.Count(IsBad) ?? 0), ("tls", report.Tls, 0), ("dns", report.Dns, 0), ("securitytxt", report.SecurityTxt, 0)];
        var rows = areas.Where(area => area.Section is not null).Select(area =>
        {
            var bad = area.Section!.Findings.Count(IsBad) + area.More;
            var (state, word) = area.Section.Error is not null ? ("unknown", Word("notjudged")) : bad == 0 ? ("up", Word("clean")) : ("degraded", Word("findings", bad));
            return $"""<tr><th scope="row">{Word(area.Name)}</th><td>{HtmlFindings.State(state, word)}</td><td class="break">{Html.English(area.Section.Error, language)}</td></tr>""";
        });
        return $"""<section class="card"><table class="table"><caption class="sr">{Word("result")}</caption><tbody>{string.Concat(rows)}</tbody></table></section>""";
    }

    private string Tests()
    {
        if (report.Headers?.Report is not { } graded)
        {
            return "";
        }

        var rows = graded.Verdicts.Select(item =>
        {
            var other = report.Headers.StandardView.GetValueOrDefault(item.Rule.Name) is { } key ? $"""<span class="sub">{Word("standard", key)}</span>""" : "";
            var points = item.Verdict.Modifier.ToString("+0;−0;0", CultureInfo.InvariantCulture);
            return $"""<tr><th scope="row" class="mono">{item.Rule.Name}</th><td>{HtmlFindings.State(item.Verdict.Pass ? "up" : "down", Word(item.Verdict.Pass ? "pass" : "fail"))}</td><td class="mono break">{item.Verdict.Key}{other}</td><td class="num">{points}</td></tr>""";
        });
        return $"""
            <section class="section" aria-labelledby="tests"><div class="section__head"><h2 id="tests">{Word("tests")}</h2></div><div class="card"><table class="table"><caption class="sr">{Word("tests")}</caption>
            <thead><tr><th scope="col">{Word("test")}</th><th scope="col">{Word("verdict")}</th><th scope="col">{Word("result")}</th><th scope="col" class="num">{Word("points")}</th></tr></thead><tbody>{string.Concat(rows)}</tbody></table></div></section>
            """;
    }

    private string Word(string name, params object[] values) => Html.Text(string.Format(language, ReportWords.Word(name, language), values));

    private static bool IsBad(Finding finding) => finding.Severity != Severity.Info;

    private static string Style()
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(StyleSheet)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
