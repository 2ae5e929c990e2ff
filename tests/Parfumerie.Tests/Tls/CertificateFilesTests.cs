using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Parfumerie.Tests.Faults;
using Parfumerie.Tls;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;

namespace Parfumerie.Tests.Tls;

public sealed class CertificateFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parfumerie-test").FullName;
    private readonly FaultClock _clock = new();
    private readonly DataFolder _data;

    public CertificateFilesTests() => _data = DataFolder.Open(
        new ConfigurationBuilder().AddInMemoryCollection([new(Names.Env.Data, _folder)]).Build(), "parfumerie");

    public void Dispose()
    {
        _data.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Restart_KeepsAuthorityAndCertificate() => Serials(TimeSpan.Zero).ShouldBe(Serials(TimeSpan.Zero));

    [Fact]
    public void Restart_SoonBeforeTheEnd_NewCertificateSameAuthority()
    {
        var first = Serials(TimeSpan.Zero);

        var later = Serials(CertificateMaker.LeafLife - TimeSpan.FromDays(29));

        later.Authority.ShouldBe(first.Authority);
        later.Leaf.ShouldNotBe(first.Leaf);
    }

    [Theory]
    [InlineData("ca.pem")]
    [InlineData("ca.key")]
    [InlineData("localhost.pem")]
    [InlineData("localhost.key")]
    public void Restart_DamagedFile_IsMadeAnew(string file)
    {
        var first = Serials(TimeSpan.Zero);
        File.WriteAllText(Path.Combine(_folder, file), "-----BEGIN garbage");

        var second = Serials(TimeSpan.Zero);

        second.Leaf.ShouldNotBe(first.Leaf);
        (second.Authority == first.Authority).ShouldBe(file.StartsWith("localhost", StringComparison.Ordinal));
    }

    private (string Authority, string Leaf) Serials(TimeSpan later)
    {
        _clock.Advance(later);
        using var certificates = new ServerCertificates(_data, _clock);
        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_folder, "ca.pem"));
        return (authority.SerialNumber, certificates.Current.SerialNumber);
    }
}
