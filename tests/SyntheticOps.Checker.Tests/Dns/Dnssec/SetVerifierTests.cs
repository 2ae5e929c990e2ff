using System.Net;
using System.Security.Cryptography;
using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns.Dnssec;

/// <summary>Work stays bounded whatever a zone publishes (KeyTrap, CVE-2023-50387), and no changed bit is believed.</summary>
public sealed class SetVerifierTests
{
    private static readonly DnsName Zone = DnsName.Parse("shop.example");

    [Fact]
    public void Verify_ManyKeysOfOneTagAndManySignatures_GivesUp()
    {
        var zone = new SignedZone("shop.example", "@ A 192.0.2.1") { Keys = [TestKey.Create()] }.Sign();
        var set = SignedSet.Find(zone.Signed, Zone, RecordType.A)!;
        var keys = Enumerable.Range(0, 6).Select(_ => new ZoneKey(WithTag(zone.Keys[0].Tag))).ToList();
        var signatures = Enumerable.Range(0, 300).Select(_ => set.Signatures[0] with { Signature = RandomNumberGenerator.GetBytes(64) }).Append(set.Signatures[0]).ToList();

        var verdict = SetVerifier.Verify(set with { Signatures = signatures }, Zone, [.. keys, new ZoneKey(zone.Keys[0].Data)], Now());

        verdict.Status.ShouldBe(Trust.Bogus);
        verdict.Findings.Single().Text.ShouldContain("more signatures and keys of one tag than validators try");
    }

    [Fact]
    public void Verify_TwoKeysOfOneTag_TriesBoth()
    {
        var zone = new SignedZone("shop.example", "@ A 192.0.2.1") { Keys = [TestKey.Create()] }.Sign();
        var set = SignedSet.Find(zone.Signed, Zone, RecordType.A)!;

        SetVerifier.Verify(set, Zone, [new ZoneKey(WithTag(zone.Keys[0].Tag)), new ZoneKey(zone.Keys[0].Data)], Now()).Status.ShouldBe(Trust.Secure);
    }

    [Fact]
    public void Verify_WorkOfARunSpent_TriesNoMore()
    {
        var zone = new SignedZone("shop.example", "@ A 192.0.2.1") { Keys = [TestKey.Create()] }.Sign();
        var (set, judging) = (SignedSet.Find(zone.Signed, Zone, RecordType.A)!, Now());
        for (var i = 0; i < Judging.TrialsOfARun; i++)
        {
            judging.MayTry();
        }

        SetVerifier.Verify(set, Zone, [new ZoneKey(zone.Keys[0].Data)], judging).Status.ShouldBe(Trust.Bogus);
    }

    /// <summary>Serial arithmetic (RFC 1982): 2106 is not the end.</summary>
    [Theory]
    [InlineData(4294960000, 3000, 4294967000, true)]
    [InlineData(4294960000, 3000, 2000, true)]
    [InlineData(4294960000, 3000, 4000, false)]
    [InlineData(4294960000, 3000, 4294950000, false)]
    public void Verify_TimesBeyond2106_AreStillInOrder(uint inception, uint expiration, long now, bool valid)
    {
        var zone = new SignedZone("shop.example", "@ A 192.0.2.1") { Keys = [TestKey.Create()] }.Sign().Resign("@", RecordType.A, change: by => by with { Inception = inception, Expiration = expiration });
        var judging = new Judging(DateTimeOffset.FromUnixTimeSeconds(now < 100_000 ? now + (1L << 32) : now));

        (SetVerifier.Verify(SignedSet.Find(zone.Signed, Zone, RecordType.A)!, Zone, [new ZoneKey(zone.Keys[0].Data)], judging).Status == Trust.Secure).ShouldBe(valid);
    }

    /// <summary>Every single bit of the data, the signature and its fields counts.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(15)]
    public void Verify_AnyBitChanged_IsNotSecure(int algorithm)
    {
        var zone = new SignedZone("shop.example", "@ A 192.0.2.1") { Keys = [TestKey.Create(algorithm, bits: 1024)] }.Sign();
        var set = SignedSet.Find(zone.Signed, Zone, RecordType.A)!;
        var (by, data) = (set.Signatures[0], ((AddressData)set.Records[0].Data).Address.GetAddressBytes());
        ZoneKey[] keys = [new ZoneKey(zone.Keys[0].Data)];
        SetVerifier.Verify(set, Zone, keys, Now()).Status.ShouldBe(Trust.Secure);

        foreach (var (at, bit) in Enumerable.Range(0, by.Signature.Length).SelectMany(at => Enumerable.Range(0, 8).Select(bit => (at, bit))))
        {
            SetVerifier.Verify(set with { Signatures = [by with { Signature = Flip(by.Signature, at, bit) }] }, Zone, keys, Now()).Status.ShouldBe(Trust.Bogus);
        }

        for (var bit = 0; bit < 32; bit++)
        {
            var changed = new DnsRecord(Zone, RecordType.A, 1, 60, new AddressData(new IPAddress(Flip(data, bit / 8, bit % 8))));
            SetVerifier.Verify(set with { Records = [changed] }, Zone, keys, Now()).Status.ShouldBe(Trust.Bogus);
            SetVerifier.Verify(set with { Signatures = [by with { OriginalTtl = by.OriginalTtl ^ (1u << bit) }] }, Zone, keys, Now()).Status.ShouldBe(Trust.Bogus);
            SetVerifier.Verify(set with { Signatures = [by with { Expiration = by.Expiration ^ (1u << bit) }] }, Zone, keys, Now()).Status.ShouldBe(Trust.Bogus);
        }

        SetVerifier.Verify(set with { Records = [.. set.Records, set.Records[0] with { Data = new AddressData(IPAddress.Loopback) }] }, Zone, keys, Now()).Status.ShouldBe(Trust.Bogus);
        // RFC 4034 section 6.3: the same record twice is one; and the owner's case and the TTL may change on the way.
        SetVerifier.Verify(set with { Records = [set.Records[0] with { Ttl = 1 }, set.Records[0]], Owner = DnsName.Parse("SHOP.example") }, Zone, keys, Now()).Status.ShouldBe(Trust.Secure);
    }

    private static Judging Now() => new(DateTimeOffset.UtcNow);

    private static byte[] Flip(byte[] octets, int at, int bit)
    {
        byte[] changed = [.. octets];
        changed[at] ^= (byte)(1 << bit);
        return changed;
    }

    /// <summary>Octets that are no point of the curve, with that tag.</summary>
    private static KeyData WithTag(ushort tag)
    {
        var octets = RandomNumberGenerator.GetBytes(64);
        for (var last = 0; ; last++)
        {
            (octets[62], octets[63]) = ((byte)(last >> 8), (byte)last);
            var key = new KeyData(257, 3, 13, octets);
            if (ZoneKey.TagOf(key) == tag)
            {
                return key;
            }

            if (last == ushort.MaxValue)
            {
                octets[0]++;
                last = 0;
            }
        }
    }
}
