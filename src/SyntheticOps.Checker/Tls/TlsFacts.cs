using System.Net.Security;
using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.Checker.Tls.Wire;

namespace SyntheticOps.Checker.Tls;

/// <summary>Everything the TLS rules look at, collected once. Rules do no I/O.</summary>
internal sealed record TlsFacts
{
    /// <summary>Name or address of the server, as customers ask for it; a name is in A-labels.</summary>
    public required string Host { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>What the check asks for; null leaves it to the lifetime.</summary>
    public TimeSpan? ExpiresWithin { get; init; }

    /// <summary>Whether a version is accepted; a version that is absent could not be told.</summary>
    public IReadOnlyDictionary<TlsVersion, bool> Versions { get; init; } = new Dictionary<TlsVersion, bool>();

    /// <summary>Suites of TLS 1.2 and older that were accepted: one of each group, and the weak ones.</summary>
    public IReadOnlyList<TlsCipherSuite> Suites { get; init; } = [];

    /// <summary>Bits of the smallest Diffie-Hellman prime that was seen; 0 when none was.</summary>
    public int PrimeBits { get; init; }

    /// <summary>As a browser of today got on; null when it could not.</summary>
    public Handshake? Handshake { get; init; }

    /// <summary>It failed although the server was there and in time.</summary>
    public bool IsHandshakeBroken { get; init; }

    /// <summary>In the order they were sent, the leaf first.</summary>
    public required IReadOnlyList<CertificateFacts> Sent { get; init; }

    public required ChainFacts Chain { get; init; }

    /// <summary>The check asks for the rules of public authorities whoever issued the certificate.</summary>
    public bool ByPublicRules { get; init; }

    /// <summary>Whether a handshake of TLS 1.2 or older was read, which shows staple and timestamps.</summary>
    public bool IsStapleSeen { get; init; }

    public Staple? Staple { get; init; }

    /// <summary>Certificate timestamps sent in the handshake.</summary>
    public int Timestamps { get; init; }

    public CertificateFacts Leaf => Sent[0];

    public bool Accepts(TlsVersion version) => Versions.GetValueOrDefault(version);

    /// <summary>Known to be refused.</summary>
    public bool Refuses(TlsVersion version) => Versions.TryGetValue(version, out var accepted) && !accepted;
}

/// <summary>A complete handshake.</summary>
/// <param name="Protocol">The application protocol that was agreed on; empty for none.</param>
internal sealed record Handshake(TlsVersion Version, TlsCipherSuite Suite, string Protocol);
