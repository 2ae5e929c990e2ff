using System.Globalization;
using System.Net;
using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.Checker.Dns.Dnssec.Denial;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns.Dnssec;

/// <summary>Examples of the RFCs, and the root's own keys.</summary>
public sealed class VectorTests
{
    private const string Rsa60485 =
        "AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==";

    /// <summary>RFC 4034 section 5.4, RFC 4509 section 2.3, RFC 6605 section 6.1 and 6.2, RFC 8080 section 6 with erratum 4935.</summary>
    [Theory]
    [InlineData("dskey.example.com", 256, 5, Rsa60485, 60485, 1, "2BB183AF5F22588179A53B0A98631FAD1A292118")]
    [InlineData("dskey.example.com", 256, 5, Rsa60485, 60485, 2, "D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A")]
    [InlineData("example.net", 257, 13, "GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==", 55648, 2, "B4C8C1FE2E7477127B27115656AD6256F424625BF5C1E2770CE6D6E37DF61D17")]
    [InlineData("example.net", 257, 14, "xKYaNhWdGOfJ+nPrL8/arkwf2EY3MDJ+SErKivBVSum1w/egsXvSADtNJhyem5RCOpgQ6K8X1DRSEkrbYQ+OB+v8/uX45NBwY8rp65F6Glur8I/mlVNgF6W/qTI37m40", 10771, 4, "72D7B62976CE06438E9C0BF319013CF801F09ECC84B8D7E9495F27E305C6A9B0563A9B5F4D288405C3008A946DF983D6")]
    [InlineData("example.com", 257, 15, "l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=", 3613, 2, "3AA5AB37EFCE57F737FC1627013FEE07BDF241BD10F3B1964AB55C78E79A304B")]
    [InlineData("example.com", 257, 16, "3kgROaDjrh0H2iuixWBrc8g2EpBBLCdGzHmn+G2MpTPhpj/OiBVHHSfPodx1FYYUcJKm1MDpJtIA", 9713, 2, "6CCF18D5BC5D7FC2FCEB1D59D17321402F2AA8D368048DB93DD811F5CB2B19C7")]
    public void Ds_OfAKey_IsThatOfTheRfc(string owner, ushort flags, byte algorithm, string key, int tag, int digest, string expected)
    {
        var ds = KeyDigest.Ds(DnsName.Parse(owner), Key(flags, algorithm, key), digest);

        ds.Numbers.ShouldBe([tag, algorithm, digest]);
        Convert.ToHexString(ds.Octets).ShouldBe(expected);
    }

    /// <summary>RFC 5702 section 6, RFC 6605 section 6, RFC 8080 section 6 with erratum 4935.</summary>
    [Theory]
    [InlineData("www.example.net A 192.0.2.91", 256, 8, "AwEAAcFcGsaxxdgiuuGmCkVImy4h99CqT7jwY3pexPGcnUFtR2Fh36BponcwtkZ4cAgtvd4Qs8PkxUdp6p/DlUmObdk=", 3, "20300101000000 20000101000000 9033", "kRCOH6u7l0QGy9qpC9l1sLncJcOKFLJ7GhiUOibu4teYp5VE9RncriShZNz85mwlMgNEacFYK/lPtPiVYP4bwg==")]
    [InlineData("www.example.net A 192.0.2.91", 256, 10, "AwEAAdHoNTOW+et86KuJOWRDp1pndvwb6Y83nSVXXyLA3DLroROUkN6X0O6pnWnjJQujX/AyhqFDxj13tOnD9u/1kTg7cV6rklMrZDtJCQ5PCl/D7QNPsgVsMu1J2Q8gpMpztNFLpPBz1bWXjDtaR7ZQBlZ3PFY12ZTSncorffcGmhOL", 3, "20300101000000 20000101000000 3740", "tsb4wnjRUDnB1BUi+t6TMTXThjVnG+eCkWqjvvjhzQL1d0YRoOe0CbxrVDYd0xDtsuJRaeUw1ep94PzEWzr0iGYgZBWm/zpq+9fOuagYJRfDqfReKBzMweOLDiNa8iP5g9vMhpuv6OPlvpXwm9Sa9ZXIbNl1MBGk0fthPgxdDLw=")]
    [InlineData("www.example.net A 192.0.2.1", 257, 13, "GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==", 3, "20100909100439 20100812100439 55648", "qx6wLYqmh+l9oCKTN6qIc+bw6ya+KJ8oMz0YP107epXAyGmt+3SNruPFKG7tZoLBLlUzGGus7ZwmwWep666VCw==")]
    [InlineData("www.example.net A 192.0.2.1", 257, 14, "xKYaNhWdGOfJ+nPrL8/arkwf2EY3MDJ+SErKivBVSum1w/egsXvSADtNJhyem5RCOpgQ6K8X1DRSEkrbYQ+OB+v8/uX45NBwY8rp65F6Glur8I/mlVNgF6W/qTI37m40", 3, "20100909102025 20100812102025 10771", "/L5hDKIvGDyI1fcARX3z65qrmPsVz73QD1Mr5CEqOiLP95hxQouuroGCeZOvzFaxsT8Glr74hbavRKayJNuydCuzWTSSPdz7wnqXL5bdcJzusdnI0RSMROxxwGipWcJm")]
    [InlineData("example.com MX mail.example.com", 257, 15, "l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=", 2, "20150819220000 20150729220000 3613", "oL9krJun7xfBOIWcGHi7mag5/hdZrKWw15jPGrHpjQeRAvTdszaPD+QLs3fx8A4M3e23mRZ9VrbpMngwcrqNAg==")]
    [InlineData("example.com MX mail.example.com", 257, 16, "3kgROaDjrh0H2iuixWBrc8g2EpBBLCdGzHmn+G2MpTPhpj/OiBVHHSfPodx1FYYUcJKm1MDpJtIA", 2, "20150819220000 20150729220000 9713", "3cPAHkmlnxcDHMyg7vFC34l0blBhuG1qpwLmjInI8w1CMB29FkEAIJUA0amxWndkmnBZ6SKiwZSAxGILn/NBtOXft0+Gj7FSvOKxE/07+4RQvE581N3Aj/JtIyaiYVdnYtyMWbSNyGEY2213WKsJlwEA")]
    public void Verify_SignatureOfTheRfc_IsSecureAndAnyChangeIsNot(string record, ushort flags, byte algorithm, string key, byte labels, string times, string signature)
    {
        var (words, time) = (record.Split(' '), times.Split(' '));
        var (owner, type) = (DnsName.Parse(words[0]), Enum.Parse<RecordType>(words[1]));
        var zone = CanonicalOrder.Last(owner, 2);
        RecordData data = type == RecordType.A ? new AddressData(IPAddress.Parse(words[2])) : new MxData(10, DnsName.Parse(words[2]));
        var by = new SignatureData(type, algorithm, labels, 3600, Seconds(time[0]), Seconds(time[1]), ushort.Parse(time[2], CultureInfo.InvariantCulture), zone, Convert.FromBase64String(signature));
        var set = new SignedSet(owner, type, [new DnsRecord(owner, type, 1, 77, data)], [by]);
        ZoneKey[] keys = [new ZoneKey(Key(flags, algorithm, key))];
        var judging = new Judging(DateTimeOffset.FromUnixTimeSeconds(by.Inception + 1000));

        SetVerifier.Verify(set, zone, keys, judging).Status.ShouldBe(Trust.Secure);
        SetVerifier.Verify(set with { Records = [set.Records[0] with { Data = new MxData(11, zone) }] }, zone, keys, judging).Findings.Single().Code.ShouldBe("dnssec-signature-invalid");
        SetVerifier.Verify(set with { Signatures = [by with { OriginalTtl = 3601 }] }, zone, keys, judging).Status.ShouldBe(Trust.Bogus);
        SetVerifier.Verify(set, zone, keys, new Judging(DateTimeOffset.FromUnixTimeSeconds(by.Expiration + 301))).Findings.Single().Code.ShouldBe("dnssec-signature-expired");
        SetVerifier.Verify(set, zone, keys, new Judging(DateTimeOffset.FromUnixTimeSeconds(by.Expiration + 299))).Status.ShouldBe(Trust.Secure);
        SetVerifier.Verify(set, zone, keys, new Judging(DateTimeOffset.FromUnixTimeSeconds(by.Inception - 301))).Findings.Single().Code.ShouldBe("dnssec-signature-not-yet-valid");
    }

    /// <summary>RFC 5155 appendix A: salt aabbccdd, 12 iterations.</summary>
    [Theory]
    [InlineData("example", "0P9MHAVEQVM6T7VBL5LOP2U3T2RP3TOM")]
    [InlineData("a.example", "35MTHGPGCU1QG68FAB165KLNSNK3DPVL")]
    [InlineData("*.w.example", "R53BQ7CC2UVMUBFU5OCMM6PERS9TK9EN")]
    [InlineData("X.Y.W.EXAMPLE", "2VPTU5TIMAMQTTGL4LUU9KG21E0AOR3S")]
    public void Nsec3Hash_OfTheRfc_IsThat(string name, string expected)
    {
        var hash = Nsec3Hash.Of(DnsName.Parse(name), 12, [0xaa, 0xbb, 0xcc, 0xdd]);

        WireText.Base32Hex(hash).ShouldBe(expected);
        Nsec3Hash.Read(System.Text.Encoding.ASCII.GetBytes(expected)).ShouldBe(hash);
    }

    /// <summary>RFC 4034 section 6.1.</summary>
    [Fact]
    public void Compare_NamesOfTheRfc_StandInItsOrder()
    {
        string[] expected = ["example", "a.example", "yljkjljk.a.example", "Z.a.example", "zABC.a.EXAMPLE", "z.example", "\\001.z.example", "*.z.example", "\\200.z.example"];
        var names = expected.Select(DnsName.Parse).Reverse().ToList();

        names.Sort(CanonicalOrder.Compare);

        names.Select(name => name.ToString().TrimEnd('.')).ShouldBe(expected);
    }

    /// <summary>The keys that the root publishes, from Debian's dns-root-data, fit the anchors that IANA publishes.</summary>
    [Theory]
    [InlineData(0, "AwEAAaz/tAm8yTn4Mfeh5eyI96WSVexTBAvkMgJzkKTOiW1vkIbzxeF3+/4RgWOq7HrxRixHlFlExOLAJr5emLvN7SWXgnLh4+B5xQlNVz8Og8kvArMtNROxVQuCaSnIDdD5LKyWbRd2n9WGe2R8PzgCmr3EgVLrjyBxWezF0jLHwVN8efS3rCj/EWgvIWgb9tarpVUDK/b58Da+sqqls3eNbuv7pr+eoZG+SrDK6nWeL3c6H5Apxz7LjVc1uTIdsIXxuOLYA4/ilBmSVIzuDWfdRUfhHdY6+cn8HFRm+2hM8AnXGXws9555KrUB5qihylGa8subX2Nn6UwNR1AkUTV74bU=")]
    [InlineData(1, "AwEAAa96jeuknZlaeSrvyAJj6ZHv28hhOKkx3rLGXVaC6rXTsDc449/cidltpkyGwCJNnOAlFNKF2jBosZBU5eeHspaQWOmOElZsjICMQMC3aeHbGiShvZsx4wMYSjH8e7Vrhbu6irwCzVBApESjbUdpWWmEnhathWu1jo+siFUiRAAxm9qyJNg/wOZqqzL/dL/q8PkcRU5oUKEpUge71M3ej2/7CPqpdVwuMoTvoB+ZOT4YeGyxMvHmbrxlFzGOHOijtzN+u1TQNatX2XBuzZNQ1K+s2CXkPIZo7s6JgZyvaBevYtxPvYLw4z9mR7K2vaF18UYH9Z9GNUUeayffKC73PYc=")]
    public void Iana_Anchors_NameTheRootsKeys(int index, string key) =>
        new ZoneKey(Key(257, 8, key)).IsNamedBy(DnsName.Root, TrustAnchor.Iana[index].Digest).ShouldBeTrue();

    private static KeyData Key(ushort flags, byte algorithm, string key) => new(flags, 3, algorithm, Convert.FromBase64String(key));

    private static uint Seconds(string time) => (uint)DateTimeOffset.ParseExact(time, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds();
}
