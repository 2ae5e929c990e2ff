using System.Globalization;

namespace Parfumerie.Faults;

/// <summary>How long a fault lasts: `30s`, `10m`, `1h`.</summary>
internal static class FaultDuration
{
    public static readonly TimeSpan Default = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static TimeSpan Parse(string? text)
    {
        if (text is null)
        {
            return Default;
        }

        if (text.Length is > 1 and < 6 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            TimeSpan? duration = text[^1] switch
            {
                's' => TimeSpan.FromSeconds(number),
                'm' => TimeSpan.FromMinutes(number),
                'h' => TimeSpan.FromHours(number),
                _ => null,
            };
            if (duration > TimeSpan.Zero && duration <= Longest)
            {
                return duration.Value;
            }
        }

        throw new FaultRefusedException("for: expected a duration of at most 1h, such as 30s, 10m or 1h.");
    }
}
