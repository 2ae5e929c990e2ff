using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Dnssec.Denial;

/// <summary>NSEC3 records of one zone with the same parameters, verified.</summary>
internal sealed class Nsec3Denial : IDenial
{
    private const byte OptOut = 1;

    private readonly DnsName _zone;
    private readonly List<(byte[] Hash, Nsec3Data Data)> _records;
    private readonly Dictionary<DnsName, byte[]> _hashes = [];

    public Nsec3Denial(DnsName zone, IReadOnlyList<(DnsName Owner, Nsec3Data Data)> records)
    {
        _zone = zone;
        First = records[0].Data;
        // RFC 5155 section 8.2: the parameters of all of them must be the same.
        _records = [.. from record in records
                       where record.Data.Iterations == First.Iterations && record.Data.Salt.AsSpan().SequenceEqual(First.Salt)
                       where record.Owner.Parent.Equals(zone) && record.Data.Next.Length == Nsec3Hash.Size
                       let hash = Nsec3Hash.Read(record.Owner.First)
                       where hash is not null
                       select (hash, record.Data)];
    }

    /// <summary>The parameters.</summary>
    public Nsec3Data First { get; }

    private bool IsTooMuch => First.Iterations > Judging.MostIterations;

    public Proof NoName(DnsName name)
    {
        if (IsTooMuch)
        {
            return Proof.Insecure;
        }

        if (Encloser(name) is not { } encloser || encloser.Gap is not { } gap)
        {
            return Proof.Missing;
        }

        // The wildcard's gap is needed even where opt-out leaves the name itself open.
        return encloser.Name.Child("*") is { } wildcard && Gap(wildcard) is null ? Proof.Missing : IsOptOut(gap) ? Proof.Insecure : Proof.Proven;
    }

    public Proof NoType(DnsName name, RecordType type)
    {
        if (IsTooMuch)
        {
            return Proof.Insecure;
        }

        if (At(name) is { } own)
        {
            return Lacks(own.Types, type) ? Proof.Proven : Proof.Missing;
        }

        if (Encloser(name) is not { } encloser || encloser.Gap is not { } gap)
        {
            return Proof.Missing;
        }

        if (encloser.Name.Child("*") is { } wildcard && At(wildcard) is { } there)
        {
            return !Lacks(there.Types, type) ? Proof.Missing : IsOptOut(gap) ? Proof.Insecure : Proof.Proven;
        }

        // Section 8.6; and an empty name above nothing but unsigned zones has no record either (erratum 3441).
        return IsOptOut(gap) ? Proof.Insecure : Proof.Missing;
    }

    public Proof NoCloser(DnsName name, int labels)
    {
        if (IsTooMuch)
        {
            return Proof.Insecure;
        }

        return Gap(CanonicalOrder.Last(name, labels + 1)) is not { } gap ? Proof.Missing : IsOptOut(gap) ? Proof.Insecure : Proof.Proven;
    }

    public CutProof NoDs(DnsName name)
    {
        if (IsTooMuch)
        {
            return CutProof.Unsigned;
        }

        if (At(name)?.Types is { } own)
        {
            return own.Has(RecordType.DS) || own.Has(RecordType.SOA) ? CutProof.Missing : own.Has(RecordType.NS) ? CutProof.Unsigned : CutProof.NoCut;
        }

        return Encloser(name)?.Gap is not { } gap ? CutProof.Missing : IsOptOut(gap) ? CutProof.Unsigned : CutProof.NoCut;
    }

    private static bool IsOptOut(Nsec3Data data) => (data.Flags & OptOut) != 0;

    private static bool Lacks(TypeMap types, RecordType type) =>
        !types.Has(type) && !types.Has(RecordType.CNAME) && (type == RecordType.DS ? !types.Has(RecordType.SOA) : !types.IsDelegation);

    /// <summary>The longest ancestor with a record of its own, and the gap of the next closer name (section 8.3).</summary>
    private (DnsName Name, Nsec3Data? Gap)? Encloser(DnsName name)
    {
        for (var (at, below) = (name.Parent, name); at.IsAtOrBelow(_zone) && !name.Equals(_zone); (at, below) = (at.Parent, at))
        {
            if (At(at) is { } own)
            {
                return own.Types.IsDelegation || own.Types.Has(RecordType.DNAME) ? null : (at, Gap(below));
            }

            if (at.IsRoot)
            {
                break;
            }
        }

        return null;
    }

    private Nsec3Data? At(DnsName name)
    {
        var hash = Hash(name);
        return _records.Find(record => record.Hash.AsSpan().SequenceEqual(hash)).Data;
    }

    private Nsec3Data? Gap(DnsName name)
    {
        var hash = Hash(name);
        return _records.Find(record => Covers(record.Hash, record.Data.Next, hash)).Data;
    }

    private static bool Covers(ReadOnlySpan<byte> owner, ReadOnlySpan<byte> next, ReadOnlySpan<byte> hash) => owner.SequenceCompareTo(next) < 0
        ? owner.SequenceCompareTo(hash) < 0 && hash.SequenceCompareTo(next) < 0
        : owner.SequenceCompareTo(hash) < 0 || hash.SequenceCompareTo(next) < 0;

    private byte[] Hash(DnsName name)
    {
        if (!_hashes.TryGetValue(name, out var hash))
        {
            hash = Nsec3Hash.Of(name, First.Iterations, First.Salt);
            _hashes[name] = hash;
        }

        return hash;
    }
}
