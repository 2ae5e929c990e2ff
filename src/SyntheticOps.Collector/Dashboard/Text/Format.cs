using System.Globalization;

namespace SyntheticOps.Collector.Dashboard.Text;

/// <summary>Numbers, durations and times as the visual guide wants them, in the reader's language and the page's one zone.</summary>
public sealed class Format(Words words, TimeZoneInfo zone, DateTimeOffset now)
{
    private const char Nbsp = '\u00a0';

    private readonly CultureInfo _culture = CultureInfo.GetCultureInfo(words.IsFrench ? "fr-FR" : "en-GB");

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);

    /// <summary>For `datetime=`.</summary>
    public string Machine(DateTimeOffset at) => Local(at).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>14:09.</summary>
    public string Clock(DateTimeOffset at) => Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>14:09:40.</summary>
    public string Seconds(DateTimeOffset at) => Local(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>22 Nov.</summary>
    public string Day(DateTimeOffset at) => Local(at).ToString("d MMM", _culture);

    /// <summary>22 November 2026.</summary>
    public string LongDay(DateTimeOffset at) => Local(at).ToString("d MMMM yyyy", _culture);

    /// <summary>Sunday 29 November 2026, as a line of its own begins.</summary>
    public string WeekDay(DateTimeOffset at) => Local(at).ToString("dddd d MMMM yyyy", _culture) is var text ? char.ToUpper(text[0], _culture) + text[1..] : "";

    /// <summary>What the zone of the page is ahead of UTC then: +1, +5:30, -3.</summary>
    public string Offset(DateTimeOffset at) => Local(at).Offset is var offset && offset.Minutes == 0
        ? offset.Hours.ToString("+0;-0;+0", CultureInfo.InvariantCulture)
        : $"{(offset < TimeSpan.Zero ? "-" : "+")}{offset.Duration():h\\:mm}";

    /// <summary>Monday.</summary>
    public string DayName(DayOfWeek day) => _culture.DateTimeFormat.GetDayName(day);

    public bool IsToday(DateTimeOffset at) => Local(at).Date == Local(now).Date;

    /// <summary>The clock today, with the day before it otherwise.</summary>
    public string When(DateTimeOffset at) => IsToday(at) ? Clock(at) : $"{Day(at)}, {Clock(at)}";

    public string WhenExactly(DateTimeOffset at) => IsToday(at) ? Seconds(at) : $"{Day(at)}, {Seconds(at)}";

    public string Age(DateTimeOffset since) => Span(now - since);

    /// <summary>One unit, as live.js counts: 22 min.</summary>
    public string Span(TimeSpan span)
    {
        var s = Math.Max(0, Math.Round(span.TotalSeconds));
        return s < 90 ? Unit(s, "s")
            : s < 5400 ? Unit(Math.Round(s / 60), "min")
            : s < 129_600 ? Unit(Math.Round(s / 3600), "h")
            : Unit(Math.Round(s / 86_400), words.IsFrench ? "j" : "d");
    }

    /// <summary>Under 1 s in ms, above in s with three significant digits.</summary>
    public string Duration(TimeSpan duration)
    {
        var (number, unit) = DurationParts(duration);
        return $"{number}{Nbsp}{unit}";
    }

    /// <summary>A nice number on a scale: 500 ms, 1.5 s.</summary>
    public string Axis(double seconds) => seconds < 1
        ? $"{(seconds * 1000).ToString("0.##", _culture)}{Nbsp}ms"
        : $"{seconds.ToString("0.##", _culture)}{Nbsp}s";

    public (string Number, string Unit) DurationParts(TimeSpan duration)
    {
        var s = Math.Max(0, duration.TotalSeconds);
        return s switch
        {
            < 0.001 and > 0 => (Decimal(s * 1000, 2), "ms"),
            < 0.9995 => (Decimal(Math.Round(s * 1000), 0), "ms"),
            < 9.995 => (Decimal(s, 2), "s"),
            < 99.95 => (Decimal(s, 1), "s"),
            < 5400 => (Decimal(s, 0), "s"),
            _ => (Decimal(s / 3600, 1), "h"),
        };
    }

    public string Duration(double seconds) => Duration(TimeSpan.FromSeconds(Math.Min(seconds, 1e9)));

    /// <summary>Two decimals unless 100.</summary>
    public string Percent(double share) => $"{PercentNumber(share)}{Nbsp}%";

    public string PercentNumber(double share) => share >= 1 ? "100" : Decimal(Math.Floor(share * 10_000) / 100, 2);

    /// <summary>KB and MB of 1000.</summary>
    public string Size(long bytes) => bytes < 1000 ? Unit(bytes, words.IsFrench ? "o" : "B")
        : bytes < 1_000_000 ? $"{Decimal(bytes / 1000d, 1)}{Nbsp}{(words.IsFrench ? "Ko" : "KB")}"
        : $"{Decimal(bytes / 1_000_000d, 1)}{Nbsp}{(words.IsFrench ? "Mo" : "MB")}";

    public string Number(double value) => value.ToString("#,0.##", _culture).Replace('\u202f', Nbsp);

    private string Decimal(double value, int digits) => value.ToString($"F{digits}", _culture);

    private static string Unit(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:0}{Nbsp}{unit}");
}
