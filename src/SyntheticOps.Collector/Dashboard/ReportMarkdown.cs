using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SyntheticOps.Collector.Dashboard;

/// <summary>
/// Report Markdown to HTML that is safe to show: raw HTML is text, images become their words, a link that is not http,
/// https or a path of ours loses its target, headings start below the page's own.
/// </summary>
internal static class ReportMarkdown
{
    private const int MaxLength = 200_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    public static string ToHtml(string markdown)
    {
        var document = Markdown.Parse(markdown.Length > MaxLength ? markdown[..MaxLength] : markdown, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.Level = Math.Min(6, heading.Level + 2);
        }

        foreach (var link in document.Descendants<LinkInline>())
        {
            link.IsImage = false;
            link.GetDynamicUrl = null;
            link.Url = IsSafe(link.Url) ? link.Url : "";
            link.GetAttributes().AddPropertyIfNotExist("rel", "noopener noreferrer");
        }

        foreach (var link in document.Descendants<AutolinkInline>())
        {
            link.Url = link.IsEmail || IsSafe(link.Url) ? link.Url : "";
        }

        return document.ToHtml(Pipeline);
    }

    private static bool IsSafe(string? url) =>
        (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && (absolute.Scheme == Uri.UriSchemeHttp || absolute.Scheme == Uri.UriSchemeHttps))
        || (url is ['/', not '/' and not '\\', ..] && !url.Any(char.IsControl));
}
