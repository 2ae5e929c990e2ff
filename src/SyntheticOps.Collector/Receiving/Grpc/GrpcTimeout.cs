using System.Globalization;

namespace SyntheticOps.Collector.Receiving.Grpc;

/// <summary>The `grpc-timeout` header: at most eight digits and a unit, `100m` is 100 ms.</summary>
internal static class GrpcTimeout
{
    private const int MaximumDigits = 8;

    /// <summary>The client's time, at most ours; ours when the header is absent or not valid.</summary>
    public static TimeSpan Parse(string? header, TimeSpan ours)
    {
        if (header is null || header.Length is < 2 or > MaximumDigits + 1
            || !long.TryParse(header.AsSpan(0, header.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return ours;
        }

        var theirs = header[^1] switch
        {
            'H' => TimeSpan.FromHours(count),
            'M' => TimeSpan.FromMinutes(count),
            'S' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMilliseconds(count),
            'u' => TimeSpan.FromMicroseconds(count),
            'n' => TimeSpan.FromTicks(count / 100),
            _ => ours,
        };
        return theirs < ours ? theirs : ours;
    }
}
