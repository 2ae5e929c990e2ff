using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Dnssec.Denial;

/// <summary>What verified NSEC or NSEC3 records say about a claim.</summary>
internal enum Proof
{
    /// <summary>They do not prove it.</summary>
    Missing,

    Proven,

    /// <summary>They say that nothing needs to be proven: opt-out, or more iterations than anybody counts.</summary>
    Insecure,
}

/// <summary>What a parent says about a name that has no DS.</summary>
internal enum CutProof
{
    Missing,

    /// <summary>No zone begins at the name.</summary>
    NoCut,

    /// <summary>A zone without DS begins there, or may.</summary>
    Unsigned,
}

/// <summary>Negative statements of one zone (RFC 4035 section 5.4, RFC 5155 section 8).</summary>
internal interface IDenial
{
    /// <summary>The name does not exist, nor a wildcard that would make it.</summary>
    Proof NoName(DnsName name);

    /// <summary>The name exists, itself or by a wildcard, without that type and without an alias.</summary>
    Proof NoType(DnsName name, RecordType type);

    /// <summary>The name itself does not exist below its closest encloser, so that a wildcard with so many labels may answer.</summary>
    Proof NoCloser(DnsName name, int labels);

    CutProof NoDs(DnsName name);
}
