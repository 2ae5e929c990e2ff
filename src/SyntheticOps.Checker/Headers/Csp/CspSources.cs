namespace SyntheticOps.Checker.Headers.Csp;

/// <summary>Source expressions of a policy (CSP level 3, section 2.3.1), already in lower case.</summary>
internal static class CspSources
{
    private static readonly string[] Broad = ["ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"];

    public static bool IsBroad(string source) => Broad.Contains(source);

    public static bool StartsBroad(string source) => Broad.Any(broad => source.StartsWith(broad, StringComparison.Ordinal));

    public static bool IsNonceOrHash(string source) =>
        source.StartsWith("'nonce-", StringComparison.Ordinal)
        || source.StartsWith("'sha256-", StringComparison.Ordinal)
        || source.StartsWith("'sha384-", StringComparison.Ordinal)
        || source.StartsWith("'sha512-", StringComparison.Ordinal);

    public static bool IsInsecure(string source) =>
        source.StartsWith("http:", StringComparison.Ordinal) || source.StartsWith("ftp:", StringComparison.Ordinal);
}
