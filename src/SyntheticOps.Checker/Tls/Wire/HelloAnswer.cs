using System.Net.Security;

namespace SyntheticOps.Checker.Tls.Wire;

/// <summary>How a server took a ClientHello.</summary>
internal enum HelloKind
{
    /// <summary>A ServerHello came.</summary>
    Accepted,

    /// <summary>A fatal alert came.</summary>
    Refused,

    /// <summary>The connection ended without an answer.</summary>
    Closed,

    /// <summary>What came is no TLS record.</summary>
    NotTls,

    /// <summary>It is TLS, but breaks its rules.</summary>
    Malformed,

    /// <summary>More than <see cref="HandshakeReader.MaximumBytes"/> came.</summary>
    TooLong,

    /// <summary>Nothing, or not all, came in time.</summary>
    Silent,

    /// <summary>There was no connection.</summary>
    NotConnected,
}

/// <summary>What a server answered to one ClientHello.</summary>
internal sealed record HelloAnswer(HelloKind Kind)
{
    public TlsVersion Version { get; init; }

    public TlsCipherSuite Suite { get; init; }

    /// <summary>Number of the fatal alert, when refused.</summary>
    public int Alert { get; init; }

    /// <summary>DER, in the order they were sent; TLS 1.2 and older show them in clear.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Certificates { get; init; } = [];

    /// <summary>DER of the OCSP response (RFC 6066 section 8); null when none was sent.</summary>
    public ReadOnlyMemory<byte>? Staple { get; init; }

    /// <summary>Signed certificate timestamps in the ServerHello (RFC 6962 section 3.3.1).</summary>
    public int Timestamps { get; init; }

    /// <summary>Bits of the Diffie-Hellman prime; 0 for other key exchanges.</summary>
    public int PrimeBits { get; init; }
}
