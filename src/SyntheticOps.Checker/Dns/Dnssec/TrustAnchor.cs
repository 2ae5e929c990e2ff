using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>A key that is trusted without proof, by its digest.</summary>
internal sealed record TrustAnchor(DnsName Zone, DigestData Digest)
{
    /// <summary>
    /// The root's key-signing keys of 2017 and 2024, as IANA publishes them in https://data.iana.org/root-anchors/root-anchors.xml
    /// and Debian in dns-root-data; the second signs since October 2026.
    /// </summary>
    public static IReadOnlyList<TrustAnchor> Iana { get; } =
    [
        Root(20326, "E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D"),
        Root(38696, "683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16"),
    ];

    private static TrustAnchor Root(int tag, string digest) => new(DnsName.Root, new DigestData([tag, 8, KeyDigest.Sha256], Convert.FromHexString(digest)));
}
