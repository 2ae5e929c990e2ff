namespace SyntheticOps.Gateway.Webhooks;

/// <summary>Answer of `GET /api/v1/webhooks` (contracts.md section 6).</summary>
/// <param name="Damaged">Files that could not be read at start.</param>
/// <param name="Items">The oldest hundred that wait and the oldest hundred that were put aside.</param>
internal sealed record WebhookView(IReadOnlyList<RouteView> Routes, long Bytes, long MaximumBytes, int Damaged, IReadOnlyList<ItemView> Items)
{
    private const int Shown = 100;

    public static WebhookView Of(WebhookStore store, WebhookRoutes routes, long maximumBytes)
    {
        var entries = store.Entries;
        var names = routes.All.Select(route => route.Name).Union(entries.Select(entry => entry.Route));
        return new WebhookView(
            [.. names.Select(name => RouteView.Of(name, routes.All.FirstOrDefault(route => route.Name == name), entries))],
            store.Bytes, maximumBytes, store.Damaged,
            [.. entries.Where(entry => !entry.IsDead).Take(Shown).Concat(entries.Where(entry => entry.IsDead).Take(Shown)).Select(ItemView.Of)]);
    }
}

/// <param name="Path">Null for a route that is no longer configured.</param>
/// <param name="Oldest">When the oldest that waits arrived.</param>
/// <param name="Problem">Why it waits still.</param>
internal sealed record RouteView(
    string Name, string? Path, string? Scheme, bool Buffering, int Waiting, int Dead, DateTimeOffset? Oldest, string? Problem)
{
    public static RouteView Of(string name, WebhookRoute? route, IReadOnlyList<WebhookEntry> entries)
    {
        var waiting = entries.Where(entry => entry.Route == name && !entry.IsDead).ToList();
        return new RouteView(
            name, route?.Path, route?.Scheme?.Name, route is { IsBuffered: true }, waiting.Count,
            entries.Count(entry => entry.Route == name && entry.IsDead), waiting.FirstOrDefault()?.Received, waiting.FirstOrDefault()?.Problem);
    }
}

/// <param name="State">waiting or dead.</param>
internal sealed record ItemView(string Id, string Route, string? EventId, string State, DateTimeOffset Received, long Bytes, int Attempts, string? Problem)
{
    public static ItemView Of(WebhookEntry entry) =>
        new(entry.Id, entry.Route, entry.EventId, entry.IsDead ? "dead" : "waiting", entry.Received, entry.Bytes, entry.Attempts, entry.Problem);
}
