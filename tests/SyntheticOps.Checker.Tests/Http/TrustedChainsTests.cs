using System.Security.Cryptography.X509Certificates;
using SyntheticOps.Checker.Http;

namespace SyntheticOps.Checker.Tests.Http;

/// <summary>What is remembered between runs never outlives its certificates or its authorities.</summary>
public sealed class TrustedChainsTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public void Contains_AfterTheFirstCertificateExpired_IsFalse()
    {
        using var leaf = _certificates.Issue(-30, 2);
        var (key, now) = (TrustedChains.KeyOf(leaf, [], "a"), TimeProvider.System.GetUtcNow());

        TrustedChains.Add(key, [leaf], now.AddDays(2).AddMinutes(-5));

        TrustedChains.Contains(key, now.AddDays(2).AddMinutes(-4)).ShouldBeTrue();
        TrustedChains.Contains(key, now.AddDays(2).AddMinutes(1)).ShouldBeFalse();
    }

    [Fact]
    public void Contains_AfterAnHour_IsFalse()
    {
        using var leaf = _certificates.Issue();
        var (key, now) = (TrustedChains.KeyOf(leaf, [], "b"), TimeProvider.System.GetUtcNow());

        TrustedChains.Add(key, [leaf], now);

        (TrustedChains.Contains(key, now.AddMinutes(59)), TrustedChains.Contains(key, now.AddMinutes(61))).ShouldBe((true, false));
    }

    [Fact]
    public void KeyOf_OtherLeafChainOrAuthority_Differs()
    {
        using var leaf = _certificates.Issue();
        using var other = _certificates.Issue();

        new[] { TrustedChains.KeyOf(leaf, [], ""), TrustedChains.KeyOf(other, [], ""), TrustedChains.KeyOf(leaf, [other], ""), TrustedChains.KeyOf(leaf, [], "ca") }.ShouldBeUnique();
    }

    [Fact]
    public void Read_FileThatChanged_IsReadAgain()
    {
        using var other = new TestCertificates();
        var before = AuthorityFile.Read(_certificates.File)[0].Thumbprint;

        File.WriteAllText(_certificates.File, File.ReadAllText(other.File) + "\n");

        var after = AuthorityFile.Read(_certificates.File)[0].Thumbprint;
        after.ShouldNotBe(before);
        after.ShouldBe(X509CertificateLoader.LoadCertificateFromFile(other.File).Thumbprint);
        Should.Throw<IOException>(() => AuthorityFile.Read(_certificates.File + ".absent"));
    }

    [Fact]
    public async Task Run_CertificateByAnAuthorityThatIsNoLongerTheSites_IsNotTrusted()
    {
        using var other = new TestCertificates();
        using var certificate = _certificates.Issue();
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", certificate);
        (await Probe.CheckAsync(server.Url, ca: _certificates.File)).Reason.ShouldBeNull();

        File.Copy(other.File, _certificates.File, overwrite: true);

        (await Probe.CheckAsync(server.Url, ca: _certificates.File)).Reason.ShouldBe("secure_connection_error");
    }
}
