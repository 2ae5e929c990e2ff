using System.Collections.Concurrent;

namespace SyntheticOps.Gateway.Answers;

/// <summary>Pages that were rendered: in maintenance all customers get the same few, and rendering costs more than sending.</summary>
internal sealed class PageCache
{
    private const int Maximum = 256;

    private readonly ConcurrentDictionary<PageKey, byte[]> _pages = [];

    public async ValueTask<byte[]> GetAsync(PageKey key, Func<Task<byte[]>> render)
    {
        if (_pages.TryGetValue(key, out var page))
        {
            return page;
        }

        if (_pages.Count >= Maximum)
        {
            _pages.Clear();
        }

        return _pages[key] = await render();
    }
}

/// <summary>All that a page depends on.</summary>
/// <param name="Day">The day in the shop's zone, because the date of the end is left out on the day itself.</param>
internal sealed record PageKey(Answer Answer, string Language, int? RefreshS, DateOnly Day);
