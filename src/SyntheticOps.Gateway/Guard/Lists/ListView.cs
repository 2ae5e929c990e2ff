using System.Net;

namespace SyntheticOps.Gateway.Guard.Lists;

/// <summary>Answer of `GET /api/v1/blocks`.</summary>
internal sealed record ListView(long Version, ListCounts Counts, IReadOnlyList<ListItem> Items, IReadOnlyList<ListFileView> Files)
{
    private const int MaximumItems = 500;

    public static ListView Of(AddressLists lists, ListFiles files, string? list, IPAddress? address)
    {
        var own = lists.Own;
        var all = own.OrderByDescending(entry => entry.Since)
            .Concat(lists.FileEntries(ListNames.Block)).Concat(lists.FileEntries(ListNames.Allow))
            .Where(entry => (list is null || entry.List == list) && (address is null || entry.Range.Holds(address)));
        return new ListView(
            lists.Version,
            new ListCounts(own.Count(entry => !entry.IsAutomatic), own.Count(entry => entry.IsAutomatic), files.Files.Sum(file => lists.FileEntries(file.List).Count)),
            [.. all.Take(MaximumItems).Select(ListItem.Of)],
            [.. files.Files.Select(file => new ListFileView(file.List, file.Path, lists.FileEntries(file.List).Count, file.Loaded, file.Problem))]);
    }
}

internal sealed record ListCounts(int Own, int Automatic, int File);

internal sealed record ListItem(string List, string Range, DateTimeOffset? Until, string Reason, string Actor, DateTimeOffset Since, string Source)
{
    public static ListItem Of(ListEntry entry) => new(entry.List, entry.Range.ToString(), entry.Until, entry.Reason, entry.Actor, entry.Since, entry.Source);
}

internal sealed record ListFileView(string List, string Path, int Entries, DateTimeOffset? Loaded, string? Problem);
