using SyntheticOps.Checker.Tls.Certificates;

namespace SyntheticOps.Checker.Tests.Tls.Certificates;

/// <summary>Readers of what strangers send are total.</summary>
public sealed class ReaderFuzzTests
{
    [Fact]
    public void Read_DamagedCertificate_NeverThrows()
    {
        using var authority = new TestAuthority();
        using var leaf = authority.Issue(new Leaf { MustStaple = true, Addresses = ["127.0.0.1"] });
        CertificateReader.Read(leaf.RawDataMemory)!.MustStaple.ShouldBeTrue();
        var random = new Random(1);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = leaf.RawData;
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            CertificateReader.Read(bytes.AsMemory(0, i % 3 == 0 ? random.Next(bytes.Length) : bytes.Length));
        }
    }

    [Fact]
    public void Read_DamagedStaple_NeverThrows()
    {
        // OCSPResponse { successful, [0] { id-pkix-ocsp-basic, { tbs, algorithm, signature } } }, cut short inside.
        byte[] sample =
        [
            0x30, 0x1b, 0x0a, 1, 0, 0xa0, 0x16, 0x30, 0x14, 6, 9, 0x2b, 6, 1, 5, 5, 7, 0x30, 1, 1, 4, 7, 0x30, 5, 0x30, 3, 0x80, 1, 0,
        ];
        StapleReader.Read(sample, null).ShouldBe(Staple.Unreadable);
        var random = new Random(2);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = sample.ToArray();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            StapleReader.Read(bytes, null).ShouldNotBeNull();
        }
    }
}
