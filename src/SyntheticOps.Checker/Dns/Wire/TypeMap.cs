using System.Collections;

namespace SyntheticOps.Checker.Dns.Wire;

/// <summary>The types at an owner, as NSEC and NSEC3 list them (RFC 4034 section 4.1.2), and the very octets, which are signed.</summary>
internal sealed record TypeMap(IReadOnlyList<RecordType> Types, byte[] Octets) : IEnumerable<RecordType>
{
    public bool Has(RecordType type) => Types.Contains(type);

    /// <summary>A parent's view of a zone cut.</summary>
    public bool IsDelegation => Has(RecordType.NS) && !Has(RecordType.SOA);

    public IEnumerator<RecordType> GetEnumerator() => Types.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
