using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Client;

/// <summary>How a question is asked.</summary>
internal sealed record AskOptions
{
    /// <summary>To an authoritative server: no recursion.</summary>
    public static AskOptions Authority { get; } = new();

    /// <summary>To a resolver: recursion desired.</summary>
    public static AskOptions Resolver { get; } = new() { Recursion = true };

    public bool Recursion { get; init; }

    /// <summary>EDNS(0) with 1232 octets.</summary>
    public bool Edns { get; init; } = true;

    /// <summary>Signatures and proofs too; only with <see cref="Edns"/>.</summary>
    public bool Dnssec { get; init; }

    /// <summary>A resolver hands on what it would refuse, so that the asker judges.</summary>
    public bool CheckingDisabled { get; init; }

    /// <summary>The second try goes without EDNS, for servers that drop or refuse it.</summary>
    public bool PlainFallback { get; init; } = true;

    /// <summary>TCP at once instead of UDP first.</summary>
    public bool Tcp { get; init; }

    /// <summary>Mixed letter case in the name: 0x20 bits that a forger has to guess too. Never a reason to refuse an answer.</summary>
    public bool MixCase { get; init; }

    /// <summary>Limit of one try.</summary>
    public TimeSpan PerTry { get; init; } = TimeSpan.FromSeconds(2);

    internal QueryFlags Flags(bool edns) =>
        (Recursion ? QueryFlags.Recursion : 0)
        | (CheckingDisabled ? QueryFlags.CheckingDisabled : 0)
        | (edns ? QueryFlags.Edns | (Dnssec ? QueryFlags.DnssecOk : 0) : 0);
}
