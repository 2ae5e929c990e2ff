using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns.Dnssec;

/// <summary>Every way to sign a zone well and badly.</summary>
internal static class SignedCases
{
    /// <summary>The second server has signatures that ended.</summary>
    public const string OldCopy = "oldcopy.example";

    /// <summary>A signature ended less long ago than clocks may differ.</summary>
    private const string Skewed = "skew.example";

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private static readonly Nsec3ParametersData Plain3 = new(1, 0, 0, []);

    private static readonly Lazy<IReadOnlyList<SignedCase>> Built = new(() => [.. Good(), .. Times(), .. Broken(), .. Delegations(), .. Denials(), .. Aliases()]);

    public static IReadOnlyList<SignedCase> All => Built.Value;

    /// <summary>As it is served from now on. The cases are listed when the tests are found, minutes before some run: a skew that is forgiven would be over by then.</summary>
    public static SignedZone AsServed(SignedZone zone) => zone.Name.Equals(DnsName.Parse(Skewed))
        ? new SignedZone(Skewed, Lines) { Keys = zone.Keys }.Sign().Resign("@", RecordType.A, expiration: DateTimeOffset.UtcNow.AddSeconds(-60))
        : zone;

    private static IEnumerable<SignedCase> Good()
    {
        foreach (var (algorithm, more) in new[] { (5, " dnssec-algorithm-deprecated"), (7, " dnssec-algorithm-deprecated"), (8, ""), (10, " dnssec-algorithm-deprecated"), (13, ""), (14, ""), (15, ""), (16, "") })
        {
            yield return Case($"alg{algorithm}.example", zone => zone, "dnssec-ok" + more, "secure", TestKey.Create(algorithm));
        }

        yield return Case("nsec3.example", zone => zone, "dnssec-ok", "secure", nsec3: Plain3);
        yield return Case("salted.example", zone => zone, "dnssec-ok dnssec-nsec3-parameters", "secure", nsec3: new(1, 0, 5, [0xab, 0xcd]));
        yield return Case("iterated.example", zone => zone, "dnssec-ok dnssec-insecure dnssec-nsec3-parameters", "secure", nsec3: new(1, 0, 2500, []));
        yield return Case("two.keys.example", zone => zone, "dnssec-ok", "secure", keys: Two());
        yield return Case("nosep.example", zone => zone, "dnssec-ok", "secure", TestKey.Create(flags: TestKey.ZoneSigning));
        yield return Case("short.example", zone => zone, "dnssec-ok dnssec-key-short", "secure", TestKey.Create(8, bits: 1024));
        yield return Case("tiny.example", zone => zone, "dnssec-ok dnssec-key-short", null, TestKey.Create(8, bits: 512));
        yield return Case("UPPER.Example", zone => zone.Resign("@", RecordType.NS), "dnssec-ok", "secure");
        yield return Case("wildcard.example", zone => zone, "dnssec-ok", "secure") with { Name = "any.wild.wildcard.example" };
        yield return Case("wildcard3.example", zone => zone, "dnssec-ok", "secure", nsec3: Plain3) with { Name = "any.wild.wildcard3.example" };
        yield return Case("halfsigned.example", zone => zone, "dnssec-ok dnssec-server-unsigned", "secure", lines: ["@ NS ns2.root"]);
        yield return Case(OldCopy, zone => zone, "dnssec-ok dnssec-signature-expired", null, lines: ["@ NS ns2.root"]);
    }

    private static IEnumerable<SignedCase> Times()
    {
        yield return Case("expired.example", zone => zone, "dnssec-bogus dnssec-signature-expired", "bogus", expiration: Now.AddHours(-1), inception: Now.AddDays(-9));
        yield return Case("expireda.example", zone => zone.Resign("@", RecordType.A, expiration: Now.AddDays(-1), inception: Now.AddDays(-9)), "dnssec-bogus dnssec-signature-expired", "bogus");
        yield return Case(Skewed, zone => zone, "dnssec-ok dnssec-signature-expires-soon", null);
        yield return Case("future.example", zone => zone, "dnssec-bogus dnssec-signature-not-yet-valid", "bogus", inception: Now.AddDays(1));
        yield return Case("soon.example", zone => zone, "dnssec-ok dnssec-signature-expires-soon", "secure", expiration: Now.AddDays(2));
    }

    private static IEnumerable<SignedCase> Broken()
    {
        yield return Case("unsigneda.example", zone => zone.Without(record => record.Data is SignatureData { Covered: RecordType.A }), "dnssec-bogus dnssec-rrsig-missing", "bogus");
        yield return Case("unsigned.example", zone => zone.Without(record => record.Type is RecordType.RRSIG or RecordType.NSEC), "dnssec-bogus dnssec-rrsig-missing", "bogus");
        yield return Case("zskonly.example", zone => zone.Resign("@", RecordType.DNSKEY, zone.Keys[1]), "dnssec-bogus dnssec-rrsig-missing", "bogus", keys: Two());
        yield return Case("changed.example", Change, "dnssec-bogus dnssec-signature-invalid", "bogus");
        yield return Case("stranger.example", zone => zone.Resign("@", RecordType.A, TestKey.Create()), "dnssec-bogus dnssec-signature-invalid", "bogus");
        yield return Case("signer.example", zone => zone.Resign("@", RecordType.A, change: by => by with { Signer = DnsName.Parse("example") }), "dnssec-bogus dnssec-signature-invalid", "bogus");
        yield return Case("otheralg.example", zone => zone.Resign("@", RecordType.A, TestKey.Create(200)), "dnssec-algorithm-unsupported-by-checker", null);
    }

    private static IEnumerable<SignedCase> Delegations()
    {
        yield return Case("mismatch.example", zone => zone, "dnssec-bogus dnssec-ds-mismatch", "bogus", pointers: _ => [TestKey.Create().Ds("mismatch.example")]);
        yield return Case("stale.example", zone => zone, "dnssec-ok dnssec-ds-stale", "secure", pointers: key => [key.Ds("stale.example"), TestKey.Create().Ds("stale.example")]);
        yield return Case("sha1.example", zone => zone, "dnssec-ok dnssec-ds-sha1", "secure", pointers: key => [key.Ds("sha1.example", KeyDigest.Sha1)]);
        yield return Case("sha384.example", zone => zone, "dnssec-ok", "secure", pointers: key => [key.Ds("sha384.example", KeyDigest.Sha384)]);
        yield return Case("digest.example", zone => zone, "dnssec-algorithm-unknown dnssec-insecure", "insecure", pointers: key => [new([key.Tag, 13, 200], new byte[32])]);
        yield return Case("unknown.example", zone => zone, "dnssec-algorithm-unknown dnssec-insecure", "insecure", TestKey.Create(200));
        yield return Case("gost.example", zone => zone, "dnssec-algorithm-deprecated dnssec-algorithm-unknown dnssec-algorithm-unsupported-by-checker dnssec-insecure", "insecure", TestKey.Create(12));
        yield return Case("mixed.example", zone => zone, "dnssec-ok dnssec-ds-stale", "secure", pointers: key => [key.Ds("mixed.example"), TestKey.Create(200).Ds("mixed.example")]);
        yield return Case("nokeys.example", zone => zone.Without(record => record.Type is RecordType.DNSKEY or RecordType.RRSIG or RecordType.NSEC), "dnssec-bogus dnssec-ds-without-dnskey", "bogus");
        var revoked = TestKey.Create(flags: TestKey.Revoked);
        yield return Case("revoked.example", zone => zone, "dnssec-bogus dnssec-key-revoked", null, revoked, pointers: _ => [revoked.With(TestKey.KeySigning).Ds("revoked.example")]);
        var key = TestKey.Create();
        yield return Case("unusable.example", zone => zone, "dnssec-bogus dnssec-ds-mismatch", "bogus", key.With(0), pointers: _ => [key.With(0).Ds("unusable.example")]);
        yield return Case("island.example", zone => zone, "dnssec-insecure dnssec-island", "insecure", pointers: _ => []);
        yield return new SignedCase(new SignedZone("none.example", Lines).Sign(), [], "dnssec-insecure dnssec-none", "insecure");
        yield return new SignedCase(new SignedZone("none.optout", Lines).Sign(), [], "dnssec-insecure dnssec-none", "insecure");
        yield return new SignedCase(new SignedZone("none.plain", Lines).Sign(), [], "dnssec-insecure dnssec-none", "insecure");
        yield return Case("signed.plain", zone => zone, "dnssec-insecure dnssec-island", "insecure", pointers: _ => []);
        yield return Case("signed.optout", zone => zone, "dnssec-ok", "secure");
        yield return new SignedCase(new SignedZone("none.open", Lines).Sign(), [], "dnssec-bogus dnssec-nsec-missing", "bogus");
        yield return Case("many.example", zone => zone, "dnssec-ok", null, keys: [TestKey.Create(), .. Enumerable.Range(0, 40).Select(_ => TestKey.Create(flags: TestKey.ZoneSigning))]);
    }

    private static IEnumerable<SignedCase> Denials()
    {
        yield return Case("nonsec.example", zone => zone.Without(record => record.Type == RecordType.NSEC || record.Data is SignatureData { Covered: RecordType.NSEC }), "dnssec-bogus dnssec-nsec-missing", "bogus") with { Name = "www.nonsec.example", Asked = "TXT" };
        yield return Case("nonsec3.example", zone => zone.Without(record => record.Type is RecordType.NSEC3 or RecordType.NSEC3PARAM || record.Data is SignatureData { Covered: RecordType.NSEC3 }), "dnssec-bogus dnssec-nsec-missing", "bogus", nsec3: Plain3) with { Name = "www.nonsec3.example", Asked = "TXT" };
        yield return Case("barensec.example", zone => zone.Without(record => record.Data is SignatureData { Covered: RecordType.NSEC }), "dnssec-bogus dnssec-rrsig-missing", null);
        yield return Case("optoutself.example", zone => zone, "dnssec-ok", "secure", nsec3: Plain3, optOut: true);
        yield return Case("empty.example", zone => zone, "dnssec-ok", "secure", lines: ["a.b.empty A 192.0.2.1"]) with { Name = "b.empty.empty.example" };
        yield return Case("empty3.example", zone => zone, "dnssec-ok", "secure", lines: ["a.b.empty A 192.0.2.1"], nsec3: Plain3) with { Name = "b.empty.empty3.example" };
    }

    private static IEnumerable<SignedCase> Aliases()
    {
        yield return Case("alias.example", zone => zone, "dnssec-ok", "secure", lines: ["to CNAME www.alg13.example"]) with { Name = "to.alias.example" };
        yield return Case("aliasnone.example", zone => zone, "dnssec-ok dnssec-insecure", null, lines: ["to CNAME www.none.example"]) with { Name = "to.aliasnone.example" };
        yield return Case("aliasbad.example", zone => zone, "dnssec-bogus dnssec-signature-expired", null, lines: ["to CNAME www.expired.example"]) with { Name = "to.aliasbad.example" };
        yield return Case("dname.example", zone => zone, "dnssec-ok", "secure", lines: ["sub DNAME alg13.example"]) with { Name = "www.sub.dname.example" };
    }

    private static string[] Lines => ["@ NS ns.root", "@ A 192.0.2.1", "@ MX 10 Mail.Elsewhere", "@ TXT hello", "www A 192.0.2.2", "*.wild A 192.0.2.3", "*.wild AAAA 2001:db8::3", "mail.deep A 192.0.2.4"];

    private static SignedCase Case(
        string name,
        Func<SignedZone, SignedZone> spoil,
        string codes,
        string? delv,
        TestKey? key = null,
        IEnumerable<TestKey>? keys = null,
        Func<TestKey, IReadOnlyList<DigestData>>? pointers = null,
        Nsec3ParametersData? nsec3 = null,
        bool optOut = false,
        IEnumerable<string>? lines = null,
        DateTimeOffset? inception = null,
        DateTimeOffset? expiration = null)
    {
        List<TestKey> own = [.. keys ?? [key ?? TestKey.Create()]];
        var zone = new SignedZone(name, [.. Lines, .. lines ?? []])
        {
            Keys = own,
            Nsec3 = nsec3,
            OptOut = optOut,
            Inception = inception ?? Now.AddDays(-1),
            Expiration = expiration ?? Now.AddDays(30),
        };
        spoil(zone.Sign());
        return new SignedCase(zone, pointers?.Invoke(own[0]) ?? [own[0].Ds(name)], codes, delv);
    }

    private static SignedZone Change(SignedZone zone)
    {
        var at = zone.Signed.FindIndex(record => record.Type == RecordType.A && record.Owner.Equals(zone.Name));
        zone.Signed[at] = zone.Signed[at] with { Data = new AddressData(System.Net.IPAddress.Parse("192.0.2.66")) };
        return zone;
    }

    /// <summary>A key-signing key that the DS names, and a zone-signing key for all the rest.</summary>
    private static List<TestKey> Two() => [TestKey.Create(), TestKey.Create(flags: TestKey.ZoneSigning)];
}
