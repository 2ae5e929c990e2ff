using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SyntheticOps.ServiceDefaults.Probing;

/// <summary>
/// The `Synthetic-Probe` header by which gateway and shop recognise a probe (contracts.md section 4):
/// `t=1763980800,run=4bf92f3577b34da6a3ce929d0e0e4736,v1=HEX` with HMAC-SHA256 over `probe.T.RUN.HOST:PORT`.
/// </summary>
public static class ProbeSignature
{
    /// <summary>How far the clocks may differ, both ways.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    private const int MaximumLength = 256;

    /// <param name="key">The probe key.</param>
    /// <param name="runId">32 lower-case hex digits.</param>
    /// <param name="hostAndPort">Host and port of the target, the port always written out: `shop.example:443`.</param>
    /// <param name="now">Time of the request.</param>
    public static string Create(string key, string runId, string hostAndPort, DateTimeOffset now)
    {
        var t = now.ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"t={t},run={runId},v1={Sign(key, t, runId, hostAndPort)}");
    }

    /// <summary>The run id of a valid header, else null.</summary>
    /// <param name="keys">Accepted probe keys, comma separated.</param>
    public static string? Verify(string keys, string? header, string hostAndPort, DateTimeOffset now)
    {
        if (header is null || header.Length > MaximumLength || Parse(header) is not { } parts)
        {
            return null;
        }

        if (Math.Abs((decimal)now.ToUnixTimeSeconds() - parts.Time) > (decimal)Tolerance.TotalSeconds)
        {
            return null;
        }

        var valid = false;
        foreach (var key in keys.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var expected = Encoding.ASCII.GetBytes(Sign(key, parts.Time, parts.Run, hostAndPort));
            valid |= CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(parts.Signature));
        }

        return valid ? parts.Run : null;
    }

    private static string Sign(string key, long t, string runId, string hostAndPort)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"probe.{t}.{runId}.{hostAndPort}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));
    }

    private static (long Time, string Run, string Signature)? Parse(string header)
    {
        var fields = header.Split(',');
        return fields.Length == 3
            && fields[0].StartsWith("t=", StringComparison.Ordinal)
            && long.TryParse(fields[0].AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            && fields[1].StartsWith("run=", StringComparison.Ordinal)
            && IsRunId(fields[1][4..])
            && fields[2].StartsWith("v1=", StringComparison.Ordinal)
            && fields[2].Length == 3 + 64
                ? (time, fields[1][4..], fields[2][3..])
                : null;
    }

    /// <summary>Whether the text is a run id: 32 lower-case hex digits, not all zero.</summary>
    public static bool IsRunId(string text) =>
        text.Length == 32 && text.All(char.IsAsciiHexDigitLower) && text.Any(digit => digit != '0');
}
