using System.Net.Security;

namespace SyntheticOps.Checker.Tls.Wire;

/// <summary>The suites of TLS 1.2 and older by what they are worth; read from their IANA names, e.g. TLS_RSA_WITH_AES_128_CBC_SHA.</summary>
internal static class CipherSuites
{
    private static readonly string[] WeakParts = ["_NULL_", "_EXPORT_", "_anon_", "_RC4_", "_RC2_", "_3DES_", "_DES_", "_DES40_"];

    /// <summary>Need a secret or a system that a visitor does not have.</summary>
    private static readonly string[] ForOthers = ["PSK", "KRB5", "SRP", "ECCPWD", "GOST", "SHA256_SHA256", "SHA384_SHA384"];

    /// <summary>TLS 1.3 has its own five; they name no key exchange.</summary>
    public static IReadOnlyList<TlsCipherSuite> Tls13 { get; } =
        [TlsCipherSuite.TLS_AES_128_GCM_SHA256, TlsCipherSuite.TLS_AES_256_GCM_SHA384, TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256];

    /// <summary>Everything that a server of TLS 1.2 or older may choose, in the order of browsers: so it shows the same certificate as to them.</summary>
    public static IReadOnlyList<TlsCipherSuite> Older { get; } =
    [
        .. Enum.GetValues<TlsCipherSuite>()
            .Where(suite => suite.ToString().Contains("_WITH_", StringComparison.Ordinal) && !ForOthers.Any(suite.ToString().Contains))
            .OrderBy(suite => (IsWeak(suite), !HasForwardSecrecy(suite), IsCbc(suite), !Name(suite).StartsWith("TLS_ECDHE_", StringComparison.Ordinal), !Name(suite).Contains("_ECDSA_", StringComparison.Ordinal), (int)suite)),
    ];

    public static IReadOnlyList<TlsCipherSuite> Weak { get; } = [.. Older.Where(IsWeak)];

    public static IReadOnlyList<TlsCipherSuite> WithoutForwardSecrecy { get; } = [.. Older.Where(suite => !IsWeak(suite) && !HasForwardSecrecy(suite))];

    public static IReadOnlyList<TlsCipherSuite> Cbc { get; } = [.. Older.Where(suite => !IsWeak(suite) && HasForwardSecrecy(suite) && IsCbc(suite))];

    public static IReadOnlyList<TlsCipherSuite> FiniteField { get; } = [.. Older.Where(suite => !IsWeak(suite) && Name(suite).StartsWith("TLS_DHE_", StringComparison.Ordinal))];

    /// <summary>No encryption, no authentication, or a cipher that is broken.</summary>
    public static bool IsWeak(TlsCipherSuite suite) => WeakParts.Any((Name(suite) + "_").Contains);

    public static bool HasForwardSecrecy(TlsCipherSuite suite) =>
        Name(suite).StartsWith("TLS_ECDHE_", StringComparison.Ordinal)
        || Name(suite).StartsWith("TLS_DHE_", StringComparison.Ordinal)
        || !Name(suite).Contains("_WITH_", StringComparison.Ordinal);

    public static bool IsCbc(TlsCipherSuite suite) => Name(suite).Contains("_CBC_", StringComparison.Ordinal);

    private static string Name(TlsCipherSuite suite) => suite.ToString();
}
