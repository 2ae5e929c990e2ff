namespace SyntheticOps.Gateway.Maintenance;

/// <summary>
/// What the windows say at a time. Requests ask it, so what holds until the next beginning or end is kept; a clock that jumps out of
/// that stretch, either way, makes it look again.
/// </summary>
/// <param name="windows">All of them.</param>
/// <param name="endedBefore">Occurrences that began until then are over: a person ended them.</param>
internal sealed class Timetable(IReadOnlyList<MaintenanceWindow> windows, DateTimeOffset? endedBefore)
{
    /// <summary>Longest stretch that is kept.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private Stretch? _kept;

    /// <summary>What is on, the one that lasts longest first.</summary>
    public IReadOnlyList<MaintenanceCause> At(DateTimeOffset now) => windows.Count == 0 ? [] : StretchAt(now).Active;

    /// <summary>When that changes, at the latest; null when nothing is planned.</summary>
    public DateTimeOffset? NextEdge(DateTimeOffset now) => windows.Count == 0 ? null : StretchAt(now).To;

    /// <summary>The next that begins.</summary>
    public Occurrence? Next(DateTimeOffset now) => windows.Select(window => window.After(now)).OfType<Occurrence>().MinBy(next => next.From);

    private Stretch StretchAt(DateTimeOffset now)
    {
        var kept = Volatile.Read(ref _kept);
        if (kept is null || now < kept.From || now >= kept.To)
        {
            kept = Look(now);
            Volatile.Write(ref _kept, kept);
        }

        return kept;
    }

    private Stretch Look(DateTimeOffset now)
    {
        var active = windows.Select(window => window.At(now)).OfType<Occurrence>()
            .Where(occurrence => !(occurrence.From <= endedBefore))
            .OrderByDescending(occurrence => occurrence.Until)
            .ToList();
        var edges = active.Select(occurrence => occurrence.Until)
            .Concat(windows.Select(window => window.After(now)).OfType<Occurrence>().Select(next => next.From))
            .Append(now + Longest);
        return new Stretch(now, edges.Min(), [.. active.Select(MaintenanceCause.Of)]);
    }

    private sealed record Stretch(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<MaintenanceCause> Active);
}
