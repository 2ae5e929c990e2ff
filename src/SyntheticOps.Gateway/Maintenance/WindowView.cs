namespace SyntheticOps.Gateway.Maintenance;

/// <summary>One window as the API shows it.</summary>
/// <param name="Upcoming">The next that begin, at most three.</param>
/// <param name="Current">The occurrence that is on, unless a person ended it.</param>
internal sealed record WindowView(
    string Name, string? Cron, string? Zone, DateTimeOffset? From, double ForS, string Reason, MaintenanceScope Scope, IReadOnlyList<string> Allow,
    MaintenanceMessage? Message, string Actor, NextView? Current, NextView? Next, IReadOnlyList<NextView> Upcoming)
{
    private const int Shown = 3;

    public static IReadOnlyList<WindowView> Of(MaintenanceSnapshot snapshot, DateTimeOffset now)
    {
        var on = snapshot.Windows.At(now).Select(cause => cause.Window).ToHashSet();
        return [.. snapshot.State.Windows
            .Select(window => Of(window, on.Contains(window.Name), now))
            .OrderBy(view => view.Current?.From ?? view.Next?.From ?? DateTimeOffset.MaxValue)];
    }

    private static WindowView Of(MaintenanceWindow window, bool isOn, DateTimeOffset now) => new(
        window.Name, window.Cron, window.Zone, window.From, window.ForS, window.Reason, window.Scope, window.Allow, window.Message, window.Actor,
        isOn ? NextView.Of(window.At(now)) : null, NextView.Of(window.After(now)), [.. After(window, now).Take(Shown).Select(NextView.Of).OfType<NextView>()]);

    private static IEnumerable<Occurrence> After(MaintenanceWindow window, DateTimeOffset now)
    {
        for (var next = window.After(now); next is not null; next = window.After(next.From))
        {
            yield return next;
        }
    }
}
