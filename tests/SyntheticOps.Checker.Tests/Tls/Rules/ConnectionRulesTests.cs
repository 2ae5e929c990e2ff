using System.Net.Security;
using SyntheticOps.Checker.Tls.Wire;

namespace SyntheticOps.Checker.Tests.Tls.Rules;

/// <summary>Truth tables of the rules about versions and suites.</summary>
public sealed class ConnectionRulesTests
{
    [Theory]
    [InlineData("12 13", "")]
    [InlineData("12", "tls13-missing")]
    [InlineData("13", "")]
    [InlineData("10 12 13", "tls-version-old")]
    [InlineData("30", "tls-version-old tls12-missing tls13-missing")]
    [InlineData("10 11", "tls-version-old tls12-missing tls13-missing")]
    public void Protocols_Accepted(string accepted, string expected)
    {
        var versions = new Dictionary<TlsVersion, bool>
        {
            [TlsVersion.Ssl3] = accepted.Contains("30", StringComparison.Ordinal),
            [TlsVersion.Tls10] = accepted.Contains("10", StringComparison.Ordinal),
            [TlsVersion.Tls11] = accepted.Contains("11", StringComparison.Ordinal),
            [TlsVersion.Tls12] = accepted.Contains("12", StringComparison.Ordinal),
            [TlsVersion.Tls13] = accepted.Contains("13", StringComparison.Ordinal),
        };
        (Facts.Healthy with { Versions = versions }).Codes().ShouldBe(expected);
    }

    [Fact]
    public void Protocols_Unknown_AreNoFinding() => (Facts.Healthy with { Versions = new Dictionary<TlsVersion, bool>() }).Codes().ShouldBe("");

    [Theory]
    [InlineData(TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, "")]
    [InlineData(TlsCipherSuite.TLS_DHE_RSA_WITH_AES_256_GCM_SHA384, "")]
    [InlineData(TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, "tls-cbc")]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, "tls-no-forward-secrecy")]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA, "tls-no-forward-secrecy tls-cbc")]
    [InlineData(TlsCipherSuite.TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256, "tls-no-forward-secrecy")]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_3DES_EDE_CBC_SHA, "tls-suite-weak")]
    [InlineData(TlsCipherSuite.TLS_ECDHE_RSA_WITH_RC4_128_SHA, "tls-suite-weak")]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_DES_CBC_SHA, "tls-suite-weak")]
    [InlineData(TlsCipherSuite.TLS_RSA_EXPORT_WITH_RC4_40_MD5, "tls-suite-weak")]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_NULL_SHA256, "tls-suite-weak")]
    [InlineData(TlsCipherSuite.TLS_DH_anon_WITH_AES_128_GCM_SHA256, "tls-suite-weak")]
    [InlineData(TlsCipherSuite.TLS_AES_128_GCM_SHA256, "")]
    public void Suites_Worth(TlsCipherSuite suite, string expected) => (Facts.Healthy with { Suites = [suite] }).Codes().ShouldBe(expected);

    [Theory]
    [InlineData(0, "")]
    [InlineData(1024, "tls-dh-weak")]
    [InlineData(2048, "")]
    public void KeyExchange_Group(int bits, string expected) => (Facts.Healthy with { PrimeBits = bits }).Codes().ShouldBe(expected);

    [Theory]
    [InlineData(true, true, TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, "tls-handshake-failed tls-no-forward-secrecy")]
    [InlineData(true, false, TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, "tls-no-forward-secrecy tls13-missing")]
    [InlineData(true, false, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, "tls-handshake-failed tls13-missing")]
    [InlineData(false, true, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, "")]
    public void Handshake_BrokenOff_CountsWhenBrowsersWouldHaveAgreed(bool broken, bool newest, TlsCipherSuite suite, string expected)
    {
        var facts = Facts.Healthy with
        {
            Handshake = null,
            IsHandshakeBroken = broken,
            Suites = [suite],
            Versions = new Dictionary<TlsVersion, bool> { [TlsVersion.Tls12] = true, [TlsVersion.Tls13] = newest },
        };
        string.Join(' ', facts.Codes().Split(' ').Order(StringComparer.Ordinal)).ShouldBe(expected);
    }

    [Fact]
    public void ApplicationProtocol_Http2_IsSaid() =>
        (Facts.Healthy with { Handshake = Facts.Healthy.Handshake! with { Protocol = "h2" } }).Codes().ShouldBe("alpn-h2");

    [Fact]
    public void Suites_Offered_AreThoseAVisitorCanUse()
    {
        CipherSuites.Older.ShouldNotContain(suite => suite.ToString().Contains("PSK", StringComparison.Ordinal));
        CipherSuites.Older[0].ToString().ShouldStartWith("TLS_ECDHE_ECDSA_");
        CipherSuites.Weak.ShouldContain(TlsCipherSuite.TLS_RSA_WITH_3DES_EDE_CBC_SHA);
        CipherSuites.WithoutForwardSecrecy.ShouldNotContain(suite => CipherSuites.HasForwardSecrecy(suite) || CipherSuites.IsWeak(suite));
    }
}
