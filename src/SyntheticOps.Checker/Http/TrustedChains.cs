using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SyntheticOps.Checker.Http;

/// <summary>
/// Chains that were found to be trusted: the same bytes, judged by the same authorities, are so until one of them expires.
/// What is not trusted is judged anew each time.
/// </summary>
internal static class TrustedChains
{
    private const int MostChains = 2000;

    /// <summary>The system's authorities may change.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private static readonly ConcurrentDictionary<string, DateTimeOffset> Until = new(StringComparer.Ordinal);

    /// <param name="sent">What came with the leaf.</param>
    /// <param name="authority">Stamp of the site's own authorities.</param>
    public static string KeyOf(X509Certificate2 leaf, X509Certificate2Collection sent, string authority)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var certificate in (X509Certificate2[])[leaf, .. sent])
        {
            hash.AppendData(certificate.RawDataMemory.Span);
        }

        return $"{Convert.ToHexString(hash.GetHashAndReset())} {authority}";
    }

    public static bool Contains(string key, DateTimeOffset now) => Until.TryGetValue(key, out var until) && now < until;

    public static void Add(string key, IEnumerable<X509Certificate2> chain, DateTimeOffset now)
    {
        if (Until.Count >= MostChains)
        {
            Until.Clear();
        }

        Until[key] = chain.Select(certificate => new DateTimeOffset(certificate.NotAfter.ToUniversalTime())).Append(now + Longest).Min();
    }
}
