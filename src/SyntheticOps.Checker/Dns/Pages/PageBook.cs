namespace SyntheticOps.Checker.Dns.Pages;

/// <summary>Pages that the rules read; works as <see cref="AnswerBook"/> does: what is looked for in vain is fetched, and the rule is asked again.</summary>
internal sealed class PageBook
{
    private readonly Dictionary<Uri, PageAnswer> _pages = [];
    private readonly HashSet<Uri> _wanted = [];

    public void Add(PageAnswer page) => _pages[page.Url] = page;

    public PageAnswer? Find(Uri url)
    {
        if (_pages.TryGetValue(url, out var page))
        {
            return page;
        }

        _wanted.Add(url);
        return null;
    }

    public IReadOnlyList<Uri> TakeWanted()
    {
        Uri[] wanted = [.. _wanted];
        _wanted.Clear();
        return wanted;
    }
}
