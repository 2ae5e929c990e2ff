using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SyntheticOps.Collector.Alerting.Channels;

/// <summary>Signs as https://www.standardwebhooks.com says: `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`.</summary>
internal static class StandardWebhook
{
    private const string Prefix = "whsec_";

    /// <summary>The key of `whsec_BASE64`, 24 to 64 bytes; null for anything else.</summary>
    public static byte[]? ParseSecret(string secret)
    {
        var key = new byte[64];
        return secret.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(secret[Prefix.Length..], key, out var length) && length >= 24
                ? key[..length]
                : null;
    }

    public static string Sign(byte[] secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        hash.AppendData(body);
        return $"v1,{Convert.ToBase64String(hash.GetHashAndReset())}";
    }
}
