namespace SyntheticOps.Checker.Provider;

/// <summary>One way in which companies publish their state: where it stands below the page that people read, and how it is read.</summary>
/// <param name="PathOf">Path below the page; empty is the page itself.</param>
/// <param name="Parse">Null for anything else.</param>
internal sealed record StatusForm(Func<Uri, string> PathOf, Func<ReadOnlyMemory<byte>, ProviderOptions, DateTimeOffset, ProviderStatus?> Parse)
{
    /// <summary>Every form, in the order in which a page is asked. One file and one line each.</summary>
    public static IReadOnlyList<StatusForm> All { get; } =
    [
        new(_ => StatuspageSummary.Path, (body, _, _) => StatuspageSummary.Parse(body)),
        new(_ => IncidentIoSummary.Path, (body, _, _) => IncidentIoSummary.Parse(body)),
        new(page => $"/proxy/{page.IdnHost}", (body, _, _) => IncidentIoProxy.Parse(body)),
        new(_ => "", FeedSummary.Parse),
    ];

    /// <summary>The form to ask first: a page that is called a feed is one.</summary>
    public static int FirstFor(Uri page)
    {
        var name = page.AbsolutePath.TrimEnd('/');
        string[] ends = [".rss", ".atom", ".xml", ".rdf", "/rss", "/atom", "/feed"];
        return ends.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase)) ? All.Count - 1 : 0;
    }

    /// <summary>A page may stand below a path, such as one for each region.</summary>
    public Uri UrlOf(Uri page) => PathOf(page) is { Length: > 0 } path ? new(page, page.AbsolutePath.TrimEnd('/') + path) : page;
}
