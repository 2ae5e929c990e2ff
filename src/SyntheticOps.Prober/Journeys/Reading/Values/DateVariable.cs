using System.Globalization;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Journeys.Reading.Values;

/// <summary>`{date: dd/MM/yyyy, plus: 3d, zone: Europe/Paris}` in .NET's date letters; `minus` goes back; UTC without a zone.</summary>
internal sealed class DateVariable : IVariableKind
{
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(3660);

    public string Name => "date";

    public VariableMaker Read(ConfigMap map, Scope scope)
    {
        var format = Format(map.Find(Name)!);
        var shift = Shift(map, "plus") - Shift(map, "minus");
        var zone = map.Find("zone") is { } node ? Zone(node) : TimeZoneInfo.Utc;
        return new(moment => TimeZoneInfo.ConvertTime(moment.Clock.GetUtcNow() + shift, zone).ToString(format, CultureInfo.InvariantCulture));
    }

    private static TimeSpan Shift(ConfigMap map, string key) => map.Find(key)?.AsDuration(TimeSpan.Zero, Farthest) ?? TimeSpan.Zero;

    private static string Format(ConfigNode node)
    {
        var format = node.AsText();
        try
        {
            _ = DateTimeOffset.UnixEpoch.ToString(format, CultureInfo.InvariantCulture);
            return format;
        }
        catch (FormatException)
        {
            node.Fail($"'{format}' is not a date format, such as yyyy-MM-dd");
            return "O";
        }
    }

    private static TimeZoneInfo Zone(ConfigNode node)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(node.AsText(), out var zone))
        {
            return zone;
        }

        node.Fail("a time zone of the IANA list is expected here, such as Europe/Paris");
        return TimeZoneInfo.Utc;
    }
}
