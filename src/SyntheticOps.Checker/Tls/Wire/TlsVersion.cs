namespace SyntheticOps.Checker.Tls.Wire;

/// <summary>Protocol versions as they stand on the wire (RFC 8446 section 4.2.1, RFC 6101).</summary>
internal enum TlsVersion
{
    Ssl3 = 0x0300,
    Tls10 = 0x0301,
    Tls11 = 0x0302,
    Tls12 = 0x0303,
    Tls13 = 0x0304,
}

/// <summary>The names that people know.</summary>
internal static class TlsVersionWords
{
    public static string Word(this TlsVersion version) => version == TlsVersion.Ssl3 ? "SSL 3.0" : $"TLS 1.{(int)version - 0x0301}";
}
