using System.Globalization;

namespace SyntheticOps.Checker.Data;

/// <summary>`01:00-07:00 Europe/Paris`: each day's hours in which nothing is expected; they may pass midnight.</summary>
internal sealed record QuietHours(TimeOnly From, TimeOnly To, TimeZoneInfo Zone)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    /// <summary>Null for anything else.</summary>
    public static QuietHours? Parse(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var hours, var zone]
        && hours.Split('-') is [var from, var to]
        && TimeOnly.TryParseExact(from, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start)
        && TimeOnly.TryParseExact(to, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end)
        && start != end
        && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            ? new QuietHours(start, end, found)
            : null;

    /// <summary>How much of that time was quiet.</summary>
    public TimeSpan Within(DateTimeOffset from, DateTimeOffset to)
    {
        from = to - from > Longest ? to - Longest : from;
        var sum = TimeSpan.Zero;
        var last = Day(to);
        for (var day = Day(from).AddDays(-1); day <= last; day = day.AddDays(1))
        {
            var start = Instant(day, From);
            var end = Instant(To > From ? day : day.AddDays(1), To);
            var overlap = (end < to ? end : to) - (start > from ? start : from);
            sum += overlap > TimeSpan.Zero ? overlap : TimeSpan.Zero;
        }

        return sum;
    }

    private DateOnly Day(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, Zone).DateTime);

    /// <summary>An hour that the change to summer time leaves out is the one after it.</summary>
    private DateTimeOffset Instant(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        local = Zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(local, Zone.GetUtcOffset(local));
    }
}
