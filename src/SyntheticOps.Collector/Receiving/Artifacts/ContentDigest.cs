namespace SyntheticOps.Collector.Receiving.Artifacts;

/// <summary>The `Content-Digest` header (RFC 9530): `sha-256=:BASE64:`, among others perhaps.</summary>
internal static class ContentDigest
{
    private const string Algorithm = "sha-256=:";
    private const int Length = 32;

    /// <summary>The SHA-256 that the sender claims; null when there is none or it is not valid.</summary>
    public static byte[]? Sha256(string? header)
    {
        foreach (var part in (header ?? "").Split(','))
        {
            var item = part.Trim();
            if (!item.StartsWith(Algorithm, StringComparison.Ordinal) || !item.EndsWith(':') || item.Length <= Algorithm.Length)
            {
                continue;
            }

            var digest = new byte[Length];
            return Convert.TryFromBase64String(item[Algorithm.Length..^1], digest, out var written) && written == Length ? digest : null;
        }

        return null;
    }
}
