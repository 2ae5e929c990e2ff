using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SyntheticOps.Checker.Tls;
using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.Checker.Tls.Wire;

namespace SyntheticOps.Checker.Tests.Tls;

/// <summary>A server in order; each test changes one thing.</summary>
internal static class Facts
{
    public static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    public static CertificateFacts Root { get; } = Certificate("CN=Root", "CN=Root", 1) with { IsAuthority = true, NotBefore = Now.AddYears(-5), NotAfter = Now.AddYears(5) };

    public static CertificateFacts Intermediate { get; } =
        Certificate("CN=Intermediate", "CN=Root", 2) with { IsAuthority = true, NotBefore = Now.AddYears(-2), NotAfter = Now.AddYears(2) };

    public static CertificateFacts Leaf { get; } = Certificate("CN=shop", "CN=Intermediate", 3) with
    {
        HasNames = true,
        DnsNames = ["shop.example"],
        Usages = ["1.3.6.1.5.5.7.3.1"],
        Timestamps = 2,
    };

    public static TlsFacts Healthy { get; } = new()
    {
        Host = "shop.example",
        Now = Now,
        Versions = new Dictionary<TlsVersion, bool>
        {
            [TlsVersion.Ssl3] = false,
            [TlsVersion.Tls10] = false,
            [TlsVersion.Tls11] = false,
            [TlsVersion.Tls12] = true,
            [TlsVersion.Tls13] = true,
        },
        Suites = [TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256],
        Handshake = new Handshake(TlsVersion.Tls13, TlsCipherSuite.TLS_AES_128_GCM_SHA256, "http/1.1"),
        Sent = [Leaf, Intermediate],
        Chain = new ChainFacts(Trust.Public, [Leaf, Intermediate, Root], X509ChainStatusFlags.NoError),
        IsStapleSeen = true,
    };

    /// <summary>The same server with another leaf.</summary>
    public static TlsFacts With(Func<CertificateFacts, CertificateFacts> change, Trust trust = Trust.Public)
    {
        var leaf = change(Leaf);
        return Healthy with { Sent = [leaf, Intermediate], Chain = Healthy.Chain with { Trust = trust, Path = [leaf, Intermediate, Root] } };
    }

    /// <summary>Valid for so many days around now.</summary>
    public static TlsFacts Dated(double ago, double left) =>
        With(leaf => leaf with { NotBefore = Now.AddDays(-ago), NotAfter = Now.AddDays(left) });

    /// <summary>The codes that every rule finds, in the order of the rules.</summary>
    public static string Codes(this TlsFacts facts) => string.Join(' ', TlsRules.All.SelectMany(rule => rule.Judge(facts)).Select(finding => finding.Code.Code));

    private static CertificateFacts Certificate(string subject, string issuer, byte id) => new()
    {
        Raw = new[] { id },
        Subject = subject,
        Issuer = issuer,
        SubjectName = System.Text.Encoding.ASCII.GetBytes(subject),
        IssuerName = System.Text.Encoding.ASCII.GetBytes(issuer),
        Serial = $"0{id}",
        NotBefore = Now.AddDays(-10),
        NotAfter = Now.AddDays(80),
        Key = KeyKind.EllipticCurve,
        KeyBits = 256,
        SignatureAlgorithm = "1.2.840.10045.4.3.2",
    };
}
