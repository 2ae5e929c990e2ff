using System.Net;

namespace SyntheticOps.Checker.Tls.Certificates;

/// <summary>What the rules look at in one certificate.</summary>
internal sealed record CertificateFacts
{
    /// <summary>DER; two certificates are the same when it is.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>One line, without control characters.</summary>
    public required string Subject { get; init; }

    public required string Issuer { get; init; }

    /// <summary>The names as bytes, to follow a chain.</summary>
    public required ReadOnlyMemory<byte> SubjectName { get; init; }

    public required ReadOnlyMemory<byte> IssuerName { get; init; }

    public required string Serial { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public TimeSpan Lifetime => NotAfter - NotBefore;

    /// <summary>Whether there is a subjectAltName at all.</summary>
    public bool HasNames { get; init; }

    public IReadOnlyList<string> DnsNames { get; init; } = [];

    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    public KeyKind Key { get; init; }

    public int KeyBits { get; init; }

    /// <summary>Object identifier of the signature's algorithm.</summary>
    public required string SignatureAlgorithm { get; init; }

    public bool IsAuthority { get; init; }

    /// <summary>Object identifiers of extendedKeyUsage; null when it is absent, which allows everything.</summary>
    public IReadOnlyList<string>? Usages { get; init; }

    /// <summary>The TLS feature extension asks for a staple (RFC 7633).</summary>
    public bool MustStaple { get; init; }

    /// <summary>Embedded certificate timestamps (RFC 6962).</summary>
    public int Timestamps { get; init; }

    /// <summary>Issued under its own name.</summary>
    public bool IsSelfIssued => SubjectName.Span.SequenceEqual(IssuerName.Span);

    public bool Is(CertificateFacts other) => Raw.Span.SequenceEqual(other.Raw.Span);
}

/// <summary>Kinds of public keys that matter here.</summary>
internal enum KeyKind
{
    Rsa,
    EllipticCurve,

    /// <summary>Ed25519, Ed448, DSA or a curve that no browser takes.</summary>
    Unsupported,
}
