using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Dnssec.Denial;

/// <summary>An answer without usable NSEC or NSEC3 records proves nothing.</summary>
internal sealed class NoDenial : IDenial
{
    public Proof NoName(DnsName name) => Proof.Missing;

    public Proof NoType(DnsName name, RecordType type) => Proof.Missing;

    public Proof NoCloser(DnsName name, int labels) => Proof.Missing;

    public CutProof NoDs(DnsName name) => CutProof.Missing;
}
