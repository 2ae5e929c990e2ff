using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Dnssec.Denial;

/// <summary>NSEC records of one zone, verified.</summary>
internal sealed class NsecDenial(DnsName zone, IReadOnlyList<(DnsName Owner, NsecData Data)> records) : IDenial
{
    /// <summary>The first label of the next name of an NSEC that is made for the question (RFC 4470, RFC 9824).</summary>
    private static readonly byte[] Zero = [0];

    /// <summary>Made for the question, so signed when it was asked.</summary>
    public bool IsOnTheFly => records.Any(record => record.Data.Next.First.SequenceEqual(Zero) && record.Data.Next.Parent.Equals(record.Owner));

    public Proof NoName(DnsName name)
    {
        if (Gap(name) is not { } gap || IsBetweenEmptyNames(gap, name))
        {
            return Proof.Missing;
        }

        var wildcard = Encloser(gap, name).Child("*");
        return wildcard is null || Gap(wildcard) is not null ? Proof.Proven : Proof.Missing;
    }

    public Proof NoType(DnsName name, RecordType type)
    {
        if (At(name) is { } own)
        {
            return Lacks(own, type) ? Proof.Proven : Proof.Missing;
        }

        if (Gap(name) is not { } gap)
        {
            return Proof.Missing;
        }

        return IsBetweenEmptyNames(gap, name) || (Encloser(gap, name).Child("*") is { } wildcard && At(wildcard) is { } there && Lacks(there, type))
            ? Proof.Proven
            : Proof.Missing;
    }

    public Proof NoCloser(DnsName name, int labels) =>
        Gap(name) is { } gap && !IsBetweenEmptyNames(gap, name) && Encloser(gap, name).Labels == labels ? Proof.Proven : Proof.Missing;

    public CutProof NoDs(DnsName name)
    {
        if (At(name) is not { } own)
        {
            return Gap(name) is null ? CutProof.Missing : CutProof.NoCut;
        }

        // With SOA it is the child's own record, which says nothing of the parent.
        return own.Has(RecordType.DS) || own.Has(RecordType.SOA) ? CutProof.Missing : own.Has(RecordType.NS) ? CutProof.Unsigned : CutProof.NoCut;
    }

    private TypeMap? At(DnsName name) => records.FirstOrDefault(record => record.Owner.Equals(name)).Data?.Types;

    /// <summary>A record in whose gap the name would be; one of a cut or of a DNAME says nothing of what is below (RFC 6840 section 4.1).</summary>
    private (DnsName Owner, NsecData Data)? Gap(DnsName name) => records
        .Where(record => name.IsAtOrBelow(zone) && CanonicalOrder.Covers(record.Owner, record.Data.Next, name))
        .Where(record => !name.IsAtOrBelow(record.Owner) || !(record.Data.Types.IsDelegation || record.Data.Types.Has(RecordType.DNAME)))
        .Cast<(DnsName, NsecData)?>().FirstOrDefault();

    /// <summary>Names exist below it, so it exists, without any type.</summary>
    private static bool IsBetweenEmptyNames((DnsName Owner, NsecData Data) gap, DnsName name) => gap.Data.Next.IsAtOrBelow(name);

    /// <summary>The longest ancestor that the gap's two ends prove to exist.</summary>
    private static DnsName Encloser((DnsName Owner, NsecData Data) gap, DnsName name)
    {
        var (before, after) = (CanonicalOrder.Common(gap.Owner, name), CanonicalOrder.Common(gap.Data.Next, name));
        return before.Labels >= after.Labels ? before : after;
    }

    /// <summary>A cut's record speaks for the parent: of DS only; a child's record does not speak of DS.</summary>
    private static bool Lacks(TypeMap types, RecordType type) =>
        !types.Has(type) && !types.Has(RecordType.CNAME) && (type == RecordType.DS ? !types.Has(RecordType.SOA) : !types.IsDelegation);
}
