using System.Globalization;
using SyntheticOps.Checker.Headers.Advice;
using SyntheticOps.Cli.Inspect.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Inspect.Reports;

/// <summary>The findings of the HTML report: what was seen, why it matters, and the lines to copy.</summary>
internal sealed class HtmlFindings(CultureInfo language)
{
    /// <summary>Set where the cookie is made, not in the server's configuration.</summary>
    private const string Cookie = "Set-Cookie";

    /// <summary>The shapes that states are shown by.</summary>
    public const string Sprite = """
        <svg class="sprite" aria-hidden="true"><symbol id="s-up" viewBox="0 0 16 16"><circle class="f" cx="8" cy="8" r="7"/><path class="cut" d="m4.9 8.3 2.2 2.2 4-4.4"/></symbol><symbol id="s-degraded" viewBox="0 0 16 16"><path class="f" d="M8 1.2c.5 0 .9.2 1.1.6l6 10.8c.5.9-.1 1.9-1.1 1.9H2c-1 0-1.6-1-1.1-1.9l6-10.8c.2-.4.6-.6 1.1-.6Z"/><path class="cut" d="M8 5.8v3.4M8 11.7v.1"/></symbol><symbol id="s-down" viewBox="0 0 16 16"><path class="f" d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z"/><path class="cut" d="m5.6 5.6 4.8 4.8M10.4 5.6l-4.8 4.8"/></symbol><symbol id="s-unknown" viewBox="0 0 16 16"><circle class="f" cx="8" cy="8" r="7"/><path class="cut" d="M6 6.2a2 2 0 1 1 2.6 1.9c-.4.1-.6.5-.6.9v.4M8 11.7v.1"/></symbol></svg>
        """;

    private static readonly (Platform Platform, string Name)[] Platforms =
        [(Platform.Vercel, "Vercel, vercel.json"), (Platform.NextJs, "Next.js, next.config.js"), (Platform.Nginx, "nginx, nginx.conf"), (Platform.AspNetCore, "ASP.NET Core, Program.cs")];

    public static string State(string state, string word) =>
        $"""<span class="state" data-state="{state}"><svg class="icon" aria-hidden="true"><use href="#s-{state}"/></svg>{word}</span>""";

    /// <param name="title">A word of the report.</param>
    /// <param name="withForms">Whether to write each header as the platforms take it, too.</param>
    public string Section(string title, IReadOnlyList<ReportItem> items, bool withForms)
    {
        if (items.Count == 0)
        {
            return withForms ? $"""<section class="card"><div class="card__body"><p>{State("up", Word("nothing"))}</p></div></section>""" : "";
        }

        return $"""
            <section class="section" aria-labelledby="{title}"><div class="section__head"><h2 id="{title}">{Word(title)}</h2></div><div class="card">
            {string.Concat(items.Select(item => Finding(item, withForms)))}
            </div></section>
            """;
    }

    private string Finding(ReportItem item, bool withForms)
    {
        var (state, word) = item.Severity switch { Severity.Error => ("down", "error"), Severity.Warning => ("degraded", "warning"), _ => ("unknown", "info") };
        return $"""
            <div class="finding" data-state="{state}"><svg class="icon" aria-hidden="true"><use href="#s-{state}"/></svg><h3><span class="sr">{Word(word)}: </span>{Html.Text(item.Subject)} <span class="soft mono">{Html.Text(item.Code)}</span></h3>
            <p class="break">{Html.Text(item.Seen)}</p><p class="soft">{Html.Text(item.Why)}</p>{Advice(item, withForms)}</div>

            """;
    }

    private string Advice(ReportItem item, bool withForms)
    {
        if (item.Value.Length == 0)
        {
            return "";
        }

        if (item.Header.Length == 0)
        {
            return $"<p>{Word("do")} {Html.Text(item.Value)}</p>";
        }

        var forms = withForms && item.Header != Cookie
            ? $"""<details><summary>{Word("lines")} Vercel, Next.js, nginx, ASP.NET Core</summary>{string.Concat(Platforms.Select(platform => $"<p class=\"soft\">{platform.Name}</p>{Line(HeaderForms.For(platform.Platform, item.Header, item.Value))}"))}</details>"""
            : "";
        return Line($"{item.Header}: {item.Value}") + forms;
    }

    private static string Line(string text) => $"""<div class="cmd"><code tabindex="0">{Html.Text(text)}</code></div>""";

    private string Word(string name) => Html.Text(ReportWords.Word(name, language));
}
