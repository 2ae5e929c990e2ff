using System.Globalization;
using SyntheticOps.Checker.Data.Sources;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data.Rules;

/// <summary>`newest: {table, column, path, older-than, quiet-hours}`: something comes in. Quiet hours do not count as waiting.</summary>
internal sealed class NewestRule(string table, DataQuery query, TimeSpan olderThan, QuietHours? quiet) : IDataRule
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    public static NewestRule Read(ConfigMap map, DataSource source)
    {
        QuietHours? quiet = null;
        if (map.Find("quiet-hours") is { } hours && (quiet = QuietHours.Parse(hours.AsText())) is null)
        {
            hours.Fail("hours with their time zone are expected, such as 01:00-07:00 Europe/Paris");
        }

        return new NewestRule(map.Require("table")?.AsText() ?? "", source.Newest(map), map.Require("older-than")?.AsDuration(Shortest, Longest) ?? Longest, quiet);
    }

    public async Task<Finding?> JudgeAsync(DataLook look, CancellationToken token) =>
        Judge(table, Time(await look.Session.NewestAsync(query, token)), look.Now, olderThan, quiet);

    public static Finding? Judge(string table, DateTimeOffset? newest, DateTimeOffset now, TimeSpan olderThan, QuietHours? quiet)
    {
        if (newest is not { } at)
        {
            return new Finding("data-missing", Severity.Error, FindingKind.State, table, ["0", ""], $"{table} has no row at all.");
        }

        var age = now - at;
        var waited = age - (quiet?.Within(at, now) ?? TimeSpan.Zero);
        if (waited <= olderThan)
        {
            return null;
        }

        var shown = Durations.Format(TimeSpan.FromSeconds(Math.Floor(age.TotalSeconds)));
        var when = at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new Finding(
            "data-stale", Severity.Error, FindingKind.State, table, [shown, Durations.Format(olderThan), when], $"The newest row of {table} is from {when}, older than {Durations.Format(olderThan)}.");
    }

    /// <summary>A time of the database, RFC 3339 text (UTC where it has no offset), or Unix seconds or milliseconds.</summary>
    /// <exception cref="InvalidDataException">The column holds no time.</exception>
    internal static DateTimeOffset? Time(object? value) => value switch
    {
        null or DBNull => null,
        DateTimeOffset time => time,
        DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
        long unix and > 0 and < 100_000_000_000 => DateTimeOffset.FromUnixTimeSeconds(unix),
        long unix and > 0 and < 100_000_000_000_000 => DateTimeOffset.FromUnixTimeMilliseconds(unix),
        int unix and > 0 => DateTimeOffset.FromUnixTimeSeconds(unix),
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        _ => throw new InvalidDataException("The column holds no time: a timestamp, RFC 3339 text or Unix time is expected."),
    };
}
