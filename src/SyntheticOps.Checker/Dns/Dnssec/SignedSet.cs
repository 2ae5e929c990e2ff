using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>The records of one owner and type in a section of a message, and the signatures over them.</summary>
internal sealed record SignedSet(DnsName Owner, RecordType Type, IReadOnlyList<DnsRecord> Records, IReadOnlyList<SignatureData> Signatures)
{
    private const int MostRecords = 1000;

    public string Shown => $"{Owner.Shown} {WireText.Type(Type)}";

    public IEnumerable<T> Data<T>()
        where T : RecordData => Records.Select(record => record.Data).OfType<T>();

    public static SignedSet? Find(IReadOnlyList<DnsRecord> section, DnsName owner, RecordType type)
    {
        List<DnsRecord> records = [.. section.Where(record => record.Type == type && IsAt(record, owner)).Take(MostRecords)];
        return records.Count == 0 ? null : new(owner, type, records, SignaturesOf(section, owner, type));
    }

    /// <summary>All sets of a type, in the order they came.</summary>
    public static IEnumerable<SignedSet> All(IReadOnlyList<DnsRecord> section, RecordType type) =>
        section.Where(record => record.Type == type && record.Class == DnsMessage.Internet).Select(record => record.Owner).Distinct()
            .Select(owner => Find(section, owner, type)).OfType<SignedSet>();

    private static List<SignatureData> SignaturesOf(IReadOnlyList<DnsRecord> section, DnsName owner, RecordType type) =>
        [.. section.Where(record => record.Type == RecordType.RRSIG && IsAt(record, owner)).Select(record => record.Data).OfType<SignatureData>().Where(data => data.Covered == type)];

    private static bool IsAt(DnsRecord record, DnsName owner) => record.Class == DnsMessage.Internet && record.Owner.Equals(owner);
}
