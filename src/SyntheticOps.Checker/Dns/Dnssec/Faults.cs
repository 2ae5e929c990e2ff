using System.Globalization;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>Every finding about DNSSEC that comes of judging, in words; the codes are those of the field.</summary>
internal static class Faults
{
    public const string InvalidCode = "dnssec-signature-invalid";

    public static Finding Unsigned(string what) => Found.Error("dnssec-rrsig-missing", what, $"{what} has no signature that counts, and its zone is signed; sign the zone again.");

    public static Finding Ended(string what, SignatureData by, DateTimeOffset end) =>
        Found.Error("dnssec-signature-expired", what, $"The signature of {what} by key {by.KeyTag} ended on {Time(end)}; sign the zone again and look after the signer.", Time(end), Tag(by));

    public static Finding NotYet(string what, SignatureData by, DateTimeOffset begin) =>
        Found.Error("dnssec-signature-not-yet-valid", what, $"The signature of {what} by key {by.KeyTag} begins on {Time(begin)}; set the signer's clock.", Time(begin), Tag(by));

    public static Finding Wrong(string what, SignatureData by) =>
        Found.Error(InvalidCode, what, $"The signature of {what} by key {by.KeyTag} does not verify; sign the zone again and look for a transfer that went wrong.", Tag(by));

    public static Finding NoSuchKey(string what, SignatureData by, DnsName zone) =>
        Found.Error(InvalidCode, what, $"The signature of {what} is by key {by.KeyTag}, algorithm {DnssecAlgorithms.Name(by.Algorithm)}, which may not sign {zone.Shown}; sign with a key that the zone publishes.", Tag(by));

    public static Finding Misplaced(string what, SignatureData by, DnsName zone) =>
        Found.Error(InvalidCode, what, $"The signature of {what} names {by.Signer.Shown} as signer and {by.Labels} labels, which does not fit a record of {zone.Shown}.", Tag(by));

    public static Finding TooManyTrials(string what) =>
        Found.Error(InvalidCode, what, $"{what} has more signatures and keys of one tag than validators try (at most {Judging.TrialsOfASet}); remove the old ones.");

    public static Finding CannotVerify(string what, IEnumerable<int> algorithms) =>
        Found.Info("dnssec-algorithm-unsupported-by-checker", what, $"{what} is signed with algorithm {List(algorithms)}, which this checker cannot verify.", List(algorithms));

    public static Finding NoProof(string what, string text) => Found.Error("dnssec-nsec-missing", what, $"{text}; sign the zone again.");

    public static Finding NoKeys(DnsName zone) =>
        Found.Error("dnssec-ds-without-dnskey", zone.Shown, $"The parent has a DS for {zone.Shown}, and the zone has no DNSKEY; sign the zone or remove the DS.");

    public static Finding NoMatch(DnsName zone, IEnumerable<DigestData> pointers, IEnumerable<ZoneKey> keys) => Found.Error(
        "dnssec-ds-mismatch",
        zone.Shown,
        $"No DS of {zone.Shown} (tags {Tags(pointers)}) fits a DNSKEY of the zone (tags {List(keys.Select(key => (int)key.Tag))}); publish the DS of the key in use, or remove the DS.",
        Tags(pointers));

    public static Finding Revoked(DnsName zone, ZoneKey key) =>
        Found.Error("dnssec-key-revoked", zone.Shown, $"The key {key.Tag} of {zone.Shown} that the DS names is revoked; publish a DS of the new key.", key.Tag.ToString(CultureInfo.InvariantCulture));

    public static Finding Stale(DnsName zone, IEnumerable<DigestData> pointers) =>
        Found.Warning("dnssec-ds-stale", zone.Shown, $"The DS {Tags(pointers)} of {zone.Shown} fits no DNSKEY beside one that does; remove it once the roll-over is done.", Tags(pointers));

    public static Finding OnlySha1(DnsName zone) =>
        Found.Warning("dnssec-ds-sha1", zone.Shown, $"The DS of {zone.Shown} has a SHA-1 digest only; publish digest type 2 (SHA-256).");

    public static Finding Short(DnsName zone, ZoneKey key, int bits, bool broken) => broken
        ? Found.Error("dnssec-key-short", zone.Shown, $"The key {key.Tag} of {zone.Shown} has {bits} bits, which can be factored; roll over to algorithm 13 or RSA 2048.", Number(bits))
        : Found.Warning("dnssec-key-short", zone.Shown, $"The key {key.Tag} of {zone.Shown} has {bits} bits; use algorithm 13 or RSA 2048.", Number(bits));

    public static Finding Deprecated(DnsName zone, int algorithm) =>
        Found.Error("dnssec-algorithm-deprecated", zone.Shown, $"{zone.Shown} is signed with algorithm {DnssecAlgorithms.Name(algorithm)}, which is no longer to be used; roll over to 13.", Number(algorithm));

    public static Finding NotRecommended(DnsName zone, int algorithm) =>
        Found.Warning("dnssec-algorithm-deprecated", zone.Shown, $"{zone.Shown} is signed with algorithm {DnssecAlgorithms.Name(algorithm)}, which is not recommended; roll over to 13.", Number(algorithm));

    public static Finding NobodyKnows(DnsName zone, string what) =>
        Found.Warning("dnssec-algorithm-unknown", zone.Shown, $"The DS of {zone.Shown} has only {what}, which validators do not know, so the zone counts as unsigned; use algorithm 8, 13, 14 or 15 with digest 2.", what);

    public static Finding NotHere(DnsName zone, IEnumerable<int> algorithms) =>
        Found.Info("dnssec-algorithm-unsupported-by-checker", zone.Shown, $"{zone.Shown} is signed with algorithm {List(algorithms)}, which this checker cannot verify.", List(algorithms));

    public static Finding Nsec3(DnsName zone, int iterations, byte[] salt) => Found.Warning(
        "dnssec-nsec3-parameters",
        zone.Shown,
        $"NSEC3 of {zone.Shown} has {iterations} extra iterations and {(salt.Length == 0 ? "no salt" : $"the salt {WireText.Salt(salt)}")}; use 0 and none (RFC 9276).",
        Number(iterations),
        WireText.Salt(salt));

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Tags(IEnumerable<DigestData> pointers) => List(pointers.Select(ds => ds.Numbers[0]));

    private static string List(IEnumerable<int> numbers) => string.Join(", ", numbers.Distinct().Select(Number));

    private static string Tag(SignatureData by) => by.KeyTag.ToString(CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
