using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SyntheticOps.ServiceDefaults.Signing;

/// <summary>
/// `Stripe-Signature: t=1700000000,v1=HEX[,v1=HEX][,v0=HEX]`: HMAC-SHA256 over `T.BODY` with the endpoint's secret
/// (https://docs.stripe.com/webhooks/signature). Schemes other than v1 are ignored; any matching v1 is enough.
/// </summary>
public static class StripeSigning
{
    public const string Header = "Stripe-Signature";

    /// <summary>How far the clocks may differ, both ways.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    /// <summary>The value that the sender puts into the header.</summary>
    public static string Create(ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        var t = now.ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"t={t},v1={Convert.ToHexStringLower(Sign(body, secret, t))}");
    }

    /// <summary>Whether any of the secrets signed these bytes, not longer ago than the tolerance.</summary>
    public static bool Verify(ReadOnlySpan<byte> body, string? header, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        if (header is null || TimeOf(header) is not { } t
            || Math.Abs((decimal)now.ToUnixTimeSeconds() - t) > (decimal)Tolerance.TotalSeconds)
        {
            return false;
        }

        var valid = false;
        foreach (var secret in secrets)
        {
            var expected = Sign(body, secret, t);
            foreach (var item in header.AsSpan().Split(','))
            {
                valid |= Matches(expected, header.AsSpan()[item]);
            }
        }

        return valid;
    }

    /// <summary>The one `t` of the header; null when it is missing, repeated or no number, or when an item is not `key=value`.</summary>
    private static long? TimeOf(string header)
    {
        long? time = null;
        foreach (var range in header.AsSpan().Split(','))
        {
            var item = header.AsSpan()[range];
            if (item.IndexOf('=') <= 0)
            {
                return null;
            }

            if (!item.StartsWith("t="))
            {
                continue;
            }

            if (time is not null || !long.TryParse(item[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            time = value;
        }

        return time;
    }

    /// <summary>Whether the item is `v1=` and the expected digest in lower-case hex.</summary>
    private static bool Matches(ReadOnlySpan<byte> expected, ReadOnlySpan<char> item)
    {
        Span<byte> presented = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return item.Length == 3 + 2 * HMACSHA256.HashSizeInBytes
            && item.StartsWith("v1=")
            && !item.ContainsAnyInRange('A', 'F')
            && Convert.FromHexString(item[3..], presented, out _, out _) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(expected, presented);
    }

    private static byte[] Sign(ReadOnlySpan<byte> body, string secret, long t)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{t}.")));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }
}
