using System.Security.Cryptography.X509Certificates;
using SyntheticOps.Checker.Tls;
using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.Checker.Tls.Rules;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Tls.Rules;

/// <summary>Truth tables of the rules about certificates.</summary>
public sealed class CertificateRulesTests
{
    [Theory]
    [InlineData(90, -0.01, "cert-expired error")]
    [InlineData(90, -0.003, "cert-expires-soon error")]
    [InlineData(-0.01, 90, "cert-not-yet-valid error")]
    [InlineData(-0.003, 90, "")]
    [InlineData(83, 6.9, "cert-expires-soon error")]
    [InlineData(83, 7.1, "cert-expires-soon warning")]
    [InlineData(60, 29.9, "cert-expires-soon warning")]
    [InlineData(60, 30.1, "")]
    [InlineData(167, 30.1, "")]
    [InlineData(30, 17, "")]
    [InlineData(32, 15, "cert-expires-soon warning")]
    [InlineData(41, 6, "cert-expires-soon error")]
    [InlineData(3, 3, "")]
    [InlineData(4.1, 1.9, "cert-expires-soon warning")]
    [InlineData(5.1, 0.9, "cert-expires-soon error")]
    public void Dates_AgainstLifetime(double ago, double left, string expected) => Severities(Facts.Dated(ago, left)).ShouldBe(expected);

    [Theory]
    [InlineData(60, 59, "cert-expires-soon warning")]
    [InlineData(10, 15, "")]
    [InlineData(10, 9, "cert-expires-soon warning")]
    [InlineData(3, 5, "")]
    [InlineData(3, 2, "cert-expires-soon error")]
    public void Dates_ExpiresWithin_IsTheOnlyLimit(int within, double left, string expected) =>
        Severities(Facts.Dated(30, left) with { ExpiresWithin = TimeSpan.FromDays(within) }).ShouldBe(expected);

    [Theory]
    [InlineData("2026-03-14", 398, Trust.Public, "")]
    [InlineData("2026-03-14", 399, Trust.Public, "cert-validity-long")]
    [InlineData("2026-03-15", 200, Trust.Public, "")]
    [InlineData("2026-03-15", 201, Trust.Public, "cert-validity-long")]
    [InlineData("2027-03-15", 100, Trust.Public, "")]
    [InlineData("2027-03-15", 101, Trust.Public, "cert-validity-long")]
    [InlineData("2029-03-15", 47, Trust.Public, "")]
    [InlineData("2029-03-15", 48, Trust.Public, "cert-validity-long")]
    [InlineData("2026-03-15", 3650, Trust.Own, "")]
    [InlineData("2026-03-15", 3650, Trust.None, "")]
    public void Lifetime_ByDayOfIssue(string issued, int days, object trust, string expected)
    {
        var from = DateTimeOffset.Parse(issued + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        Codes(new LifetimeRule(), Facts.With(leaf => leaf with { NotBefore = from, NotAfter = from.AddDays(days) }, (Trust)trust)).ShouldBe(expected);
    }

    [Fact]
    public void Lifetime_ByPublicRules_BindsEveryAuthority() => Codes(
        new LifetimeRule(), Facts.With(leaf => leaf with { NotBefore = Facts.Now, NotAfter = Facts.Now.AddDays(300) }, Trust.Own) with { ByPublicRules = true }).ShouldBe("cert-validity-long");

    [Theory]
    [InlineData("CN=Issuing CA 3, O=Example", "chain-incomplete")]
    [InlineData("CN=Example Root CA, O=Example", "cert-untrusted")]
    [InlineData("CN=Grassroots Issuing, O=Root Org", "chain-incomplete")]
    public void Trust_IssuerThatCallsItselfRoot_IsNoMissingIntermediate(string issuer, string expected)
    {
        var leaf = Facts.Leaf with { Issuer = issuer };
        Codes(new TrustRule(), Facts.Healthy with { Sent = [leaf], Chain = new ChainFacts(Trust.None, [leaf], X509ChainStatusFlags.PartialChain) }).ShouldBe(expected);
    }

    [Theory]
    [InlineData(2, 0, 90, Trust.Public, true, "")]
    [InlineData(1, 0, 90, Trust.Public, true, "ct-timestamps-missing")]
    [InlineData(0, 2, 90, Trust.Public, true, "")]
    [InlineData(2, 0, 199, Trust.Public, true, "ct-timestamps-missing")]
    [InlineData(2, 1, 199, Trust.Public, true, "")]
    [InlineData(0, 0, 90, Trust.Public, false, "")]
    [InlineData(0, 0, 90, Trust.Own, true, "")]
    public void Transparency_NumberOfLogs(int embedded, int sent, int days, object trust, bool seen, string expected) =>
        Codes(new TransparencyRule(), Facts.With(leaf => leaf with { Timestamps = embedded, NotAfter = leaf.NotBefore.AddDays(days) }, (Trust)trust) with { Timestamps = sent, IsStapleSeen = seen })
            .ShouldBe(expected);

    [Theory]
    [InlineData(KeyKind.Rsa, 2047, "cert-key-weak")]
    [InlineData(KeyKind.Rsa, 2048, "")]
    [InlineData(KeyKind.EllipticCurve, 224, "cert-key-weak")]
    [InlineData(KeyKind.EllipticCurve, 256, "")]
    [InlineData(KeyKind.Unsupported, 0, "cert-key-unsupported")]
    public void Key_SizeAndKind(object kind, int bits, string expected) =>
        Codes(new KeyRule(), Facts.With(leaf => leaf with { Key = (KeyKind)kind, KeyBits = bits })).ShouldBe(expected);

    [Theory]
    [InlineData("1.2.840.113549.1.1.4", "cert-signature-weak")]
    [InlineData("1.2.840.113549.1.1.5", "cert-signature-weak")]
    [InlineData("1.2.840.10045.4.1", "cert-signature-weak")]
    [InlineData("1.2.840.113549.1.1.11", "")]
    [InlineData("1.3.101.112", "")]
    public void Signature_Algorithm(string algorithm, string expected)
    {
        Codes(new SignatureRule(), Facts.With(leaf => leaf with { SignatureAlgorithm = algorithm })).ShouldBe(expected);
        var root = Facts.Root with { SignatureAlgorithm = algorithm };
        Codes(new SignatureRule(), Facts.Healthy with { Chain = Facts.Healthy.Chain with { Path = [Facts.Leaf, Facts.Intermediate, root] } }).ShouldBe("");
    }

    [Fact]
    public void Strength_OfAnIntermediate_Counts()
    {
        var weak = Facts.Intermediate with { SignatureAlgorithm = "1.2.840.113549.1.1.5", Key = KeyKind.Rsa, KeyBits = 1024 };
        var facts = Facts.Healthy with { Sent = [Facts.Leaf, weak], Chain = Facts.Healthy.Chain with { Path = [Facts.Leaf, weak, Facts.Root] } };
        facts.Codes().ShouldBe("cert-signature-weak cert-key-weak");
    }

    [Theory]
    [InlineData(X509ChainStatusFlags.PartialChain, 1, "chain-incomplete")]
    [InlineData(X509ChainStatusFlags.PartialChain, 2, "cert-untrusted")]
    [InlineData(X509ChainStatusFlags.UntrustedRoot, 3, "cert-untrusted")]
    [InlineData(X509ChainStatusFlags.NotSignatureValid, 3, "cert-untrusted")]
    [InlineData(X509ChainStatusFlags.HasExcludedNameConstraint, 3, "cert-untrusted")]
    [InlineData(X509ChainStatusFlags.InvalidBasicConstraints, 3, "cert-untrusted")]
    public void Trust_None_SaysWhy(X509ChainStatusFlags problems, int length, string expected) =>
        Codes(new TrustRule(), Facts.Healthy with { Chain = new ChainFacts(Trust.None, [.. Facts.Healthy.Chain.Path.Take(length)], problems) }).ShouldBe(expected);

    [Fact]
    public void Trust_AuthorityThatMayNotServe_IsUntrustedUnlessItIsTheLeaf()
    {
        var chain = Facts.Healthy.Chain with { Problems = X509ChainStatusFlags.NotValidForUsage };
        (Facts.Healthy with { Chain = chain }).Codes().ShouldBe("cert-untrusted");
        var leaf = Facts.With(leaf => leaf with { Usages = ["1.3.6.1.5.5.7.3.2"] });
        (leaf with { Chain = leaf.Chain with { Problems = X509ChainStatusFlags.NotValidForUsage } }).Codes().ShouldBe("cert-eku-wrong");
    }

    [Theory]
    [InlineData("leaf int", "")]
    [InlineData("leaf int root", "chain-contains-root")]
    [InlineData("leaf root int", "chain-order chain-contains-root")]
    [InlineData("leaf int int", "")]
    [InlineData("leaf leaf int", "chain-extra")]
    [InlineData("leaf", "")]
    public void SentChain_Tidiness(string sent, string expected) => Codes(new SentChainRule(), Facts.Healthy with
    {
        Sent = [.. sent.Split(' ').Select(name => name switch { "leaf" => Facts.Leaf, "int" => Facts.Intermediate, _ => Facts.Root })],
    }).ShouldBe(expected);

    [Theory]
    [InlineData(StapleStatus.Good, "03", 1, true, false, "ocsp-stapled")]
    [InlineData(StapleStatus.Good, "0003", 1, true, true, "ocsp-stapled")]
    [InlineData(StapleStatus.Revoked, "03", 1, true, false, "cert-revoked")]
    [InlineData(StapleStatus.Revoked, "03", 1, false, false, "ocsp-staple-invalid")]
    [InlineData(StapleStatus.Unknown, "03", 1, true, false, "ocsp-staple-invalid")]
    [InlineData(StapleStatus.Good, "04", 1, true, false, "ocsp-staple-invalid")]
    [InlineData(StapleStatus.Good, "03", -1, true, false, "ocsp-staple-invalid")]
    [InlineData(StapleStatus.Good, "03", -1, true, true, "ocsp-must-staple-missing")]
    [InlineData(StapleStatus.Unreadable, "", 1, false, false, "ocsp-staple-invalid")]
    public void Revocation_Staple(object status, string serial, int daysLeft, bool signed, bool must, string expected) =>
        Codes(new RevocationRule(), Facts.With(leaf => leaf with { MustStaple = must }) with
        {
            Staple = new Staple((StapleStatus)status, serial, Facts.Now.AddDays(-3), Facts.Now.AddDays(daysLeft), signed),
        }).ShouldBe(expected);

    [Fact]
    public void Revocation_NoStaple_IsNormalUnlessDemanded()
    {
        Facts.Healthy.Codes().ShouldBe("");
        Facts.With(leaf => leaf with { MustStaple = true }).Codes().ShouldBe("ocsp-must-staple-missing");
        (Facts.With(leaf => leaf with { MustStaple = true }) with { IsStapleSeen = false }).Codes().ShouldBe("");
    }

    [Fact]
    public void Names_Hostile_AreShownHarmless()
    {
        var finding = new NamesRule().Judge(Facts.With(leaf => leaf with { DnsNames = ["a\0b\r\n", .. Enumerable.Repeat("x.example", 9)] })).Single();
        finding.Seen.ShouldBe("The certificate of shop.example is made out to a\uFFFDb\uFFFD\uFFFD, x.example, x.example, x.example, x.example and 5 more.");
    }

    private static string Codes(ITlsRule rule, TlsFacts facts) => string.Join(' ', rule.Judge(facts).Select(finding => finding.Code.Code));

    private static string Severities(TlsFacts facts) =>
        string.Join(' ', new DatesRule().Judge(facts).Select(finding => $"{finding.Code.Code} {finding.Code.Severity.Word()}"));
}
