using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Tls;

/// <summary>What a TLS check looks at.</summary>
internal sealed record TlsTarget
{
    /// <summary>Name in A-labels, or an address without brackets.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    /// <summary>Fewer days left are degraded; null leaves it to the lifetime.</summary>
    public TimeSpan? ExpiresWithin { get; init; }

    /// <summary>Judge an authority of the site's own as if it were a public one.</summary>
    public bool ByPublicRules { get; init; }

    /// <summary>The longest that the first handshake may take.</summary>
    public static readonly TimeSpan HandshakeLimit = TimeSpan.FromSeconds(10);

    public Uri Url => new UriBuilder(Uri.UriSchemeHttps, Host, Port).Uri;

    public static TimeSpan LimitOf(CheckDefinition definition) => definition.Timeout < HandshakeLimit ? definition.Timeout : HandshakeLimit;
}
