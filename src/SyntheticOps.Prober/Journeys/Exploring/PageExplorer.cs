using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using SyntheticOps.Prober.Journeys.Recordings;
using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Prober.Journeys.Exploring;

/// <summary>Looks at a page as a person does and writes a first journey: it opens it, follows one link, and lists what else there is.</summary>
internal sealed class PageExplorer(string path) : IJourneyRoute
{
    /// <summary>Suggestions of a kind; more is no start.</summary>
    private const int Most = 12;

    /// <summary>A link of the page's own site, whose name stands there once: name and path.</summary>
    private const string FindLink = """
        () => {
          const seen = a => { const box = a.getBoundingClientRect(); return box.width > 0 && box.height > 0; };
          const links = [...document.querySelectorAll('main a[href], a[href]')].filter(a => a.host === location.host && a.pathname !== location.pathname && !a.hash && !a.target && seen(a));
          const name = a => a.textContent.trim().replace(/\s+/g, ' ');
          const link = links.find(a => name(a) && name(a).length <= 60 && links.filter(b => name(b) === name(a)).length === 1);
          return link ? [name(link), link.pathname] : null;
        }
        """;

    private readonly StringBuilder _text = new();

    public IReadOnlyList<JourneyVariable> Variables => [];

    public IReadOnlyList<string> Tags => [];

    public BrowserWishes Browser => BrowserWishes.Usual;

    public string? Problem => null;

    /// <summary>The journey file; empty when the page could not be opened.</summary>
    public string Text => _text.ToString();

    public async Task WalkAsync(StepWalker walker)
    {
        IReadOnlyList<(string Role, string Name)> elements = [];
        string[]? link = null;
        if (!await DoAsync(walker, 1, $"open {path}", OpenAsync) || !await DoAsync(walker, 2, "look at the page", LookAsync))
        {
            return;
        }

        if (link is [var name, _])
        {
            await DoAsync(walker, 3, $"follow '{name}'", context => FollowAsync(context, link));
        }

        Suggest(elements);

        async Task LookAsync(StepContext context)
        {
            elements = await PageElements.ReadAsync(context.Page.Locator("body"), context.Deadline);
            link = await context.Deadline.OfAsync(context.Page.EvaluateAsync<string[]?>(FindLink));
            await WriteAsync(context, path, $"open: {Yaml.Text(path)}");
        }
    }

    public Task FinallyAsync(StepWalker walker) => Task.CompletedTask;

    private static async Task<bool> DoAsync(StepWalker walker, int index, string name, Func<StepContext, Task> workAsync)
    {
        var act = new Act(name, async context =>
        {
            await workAsync(context);
            return null;
        });
        return (await walker.DoAsync(new JourneyStep { Index = index, Name = name, Acts = [act] })).Fault is null;
    }

    private async Task OpenAsync(StepContext context)
    {
        var response = await context.Deadline.OfTimedAsync(context.Page.GotoAsync(
            new Uri(context.Site.Url, path).AbsoluteUri, new() { WaitUntil = WaitUntilState.Load, Timeout = context.Deadline.Milliseconds }));
        if (response is { Status: >= 400 and var status })
        {
            throw new PlaywrightException(string.Create(CultureInfo.InvariantCulture, $"the page answered {status}"));
        }

        var title = await context.Deadline.OfAsync(context.Page.TitleAsync());
        _text.Append(CultureInfo.InvariantCulture, $"""
            # Written by `synops journey new`; docs/journeys.md explains every key.
            name: {Yaml.Text(title.Length > 0 ? title : context.Site.Url.Host)}
            steps:

            """);
    }

    private async Task FollowAsync(StepContext context, string[] link)
    {
        await context.Page.GetByRole(AriaRole.Link, new() { Name = link[0], Exact = true }).First.ClickAsync(new() { Timeout = context.Deadline.Milliseconds });
        await context.Deadline.OfEventAsync(timeout => context.Page.WaitForURLAsync(new Uri(context.Site.Url, link[1]).AbsoluteUri + "*", new() { Timeout = timeout }));
        await WriteAsync(context, link[0], $"click: {{role: link, name: {Yaml.Text(link[0])}, exact: true}}", $"{{url: {Yaml.Text(link[1])}}}");
    }

    /// <summary>A step, and what is to be seen after it: address, title, heading.</summary>
    private async Task WriteAsync(StepContext context, string name, string act, string? first = null)
    {
        var title = await context.Deadline.OfAsync(context.Page.TitleAsync());
        var heading = context.Page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        var words = await context.Deadline.OfAsync(heading.CountAsync()) == 1 ? (await context.Deadline.OfAsync(heading.InnerTextAsync())).Trim() : "";
        string?[] expected =
        [
            first,
            title.Length > 0 ? $"{{title: {Yaml.Text(title)}}}" : null,
            words.Length is > 0 and <= 80 ? $"{{role: heading, name: {Yaml.Text(words)}}}" : null,
        ];
        _text.Append(CultureInfo.InvariantCulture, $"""
              - name: {Yaml.Text(name)}
                {act}
                expect: [{string.Join(", ", expected.OfType<string>())}]

            """);
    }

    private void Suggest(IReadOnlyList<(string Role, string Name)> elements)
    {
        string[] suggestions =
        [
            .. Of("textbox", "fill: {{label: {0}, with: \"\"}}"),
            .. Of("searchbox", "fill: {{role: searchbox, name: {0}, with: \"\"}}"),
            .. Of("combobox", "select: {{label: {0}, option: \"\"}}"),
            .. Of("checkbox", "check: {{label: {0}}}"),
            .. Of("button", "click: {{role: button, name: {0}}}"),
        ];
        if (suggestions.Length > 0)
        {
            _text.Append("# What else the first page offers:\n");
            Array.ForEach(suggestions, suggestion => _text.Append("#  - ").Append(suggestion).Append('\n'));
        }

        IEnumerable<string> Of(string role, string form) => elements
            .Where(element => element.Role == role)
            .Select(element => string.Format(CultureInfo.InvariantCulture, form, Yaml.Text(element.Name)))
            .Distinct(StringComparer.Ordinal)
            .Take(Most);
    }
}
