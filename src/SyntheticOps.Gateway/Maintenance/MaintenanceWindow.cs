using System.Text.Json.Serialization;
using Cronos;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>A planned maintenance: once (`from`), or again and again (`cron` in a time zone); it begins and ends by itself.</summary>
internal sealed record MaintenanceWindow
{
    public required string Name { get; init; }

    /// <summary>Five fields; the time of a recurring window's beginning on the zone's clocks.</summary>
    public string? Cron { get; init; }

    /// <summary>IANA zone of <see cref="Cron"/>.</summary>
    public string? Zone { get; init; }

    /// <summary>Beginning of a window that is held once.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>How long it lasts, in seconds that pass, whatever the clocks do.</summary>
    public required double ForS { get; init; }

    public required string Reason { get; init; }

    public required MaintenanceScope Scope { get; init; }

    public IReadOnlyList<string> Allow { get; init; } = [];

    public MaintenanceMessage? Message { get; init; }

    /// <summary>Who planned it.</summary>
    public required string Actor { get; init; }

    [JsonIgnore]
    public TimeSpan Duration => TimeSpan.FromSeconds(ForS);

    /// <summary>The occurrence that is on at that time; null when there is none. Pure.</summary>
    public Occurrence? At(DateTimeOffset now)
    {
        if (From is { } once)
        {
            return once <= now && now < once + Duration ? new Occurrence(this, once, once + Duration) : null;
        }

        // A time that the clocks leave out in spring begins when they have jumped; one that they show twice in autumn counts once.
        var last = Parsed().GetOccurrences(now - Duration, now, Place(), fromInclusive: false, toInclusive: true).Select(begin => (DateTimeOffset?)begin).LastOrDefault();
        return last is { } begin ? new Occurrence(this, begin.ToUniversalTime(), begin.ToUniversalTime() + Duration) : null;
    }

    /// <summary>The first occurrence that begins after that time; null when there is none. Pure.</summary>
    public Occurrence? After(DateTimeOffset now)
    {
        var begin = From is { } once ? (once > now ? once : null) : Parsed().GetNextOccurrence(now, Place())?.ToUniversalTime();
        return begin is { } found ? new Occurrence(this, found, found + Duration) : null;
    }

    private CronExpression Parsed() => CronExpression.Parse(Cron!, CronFormat.Standard);

    private TimeZoneInfo Place() => TimeZoneInfo.FindSystemTimeZoneById(Zone!);
}

/// <summary>One time that a window is held.</summary>
internal sealed record Occurrence(MaintenanceWindow Window, DateTimeOffset From, DateTimeOffset Until);
