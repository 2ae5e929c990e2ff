namespace SyntheticOps.Checker.Dns.Wire;

/// <summary>What is asked; class IN.</summary>
internal sealed record DnsQuestion(DnsName Name, RecordType Type)
{
    public override string ToString() => $"{Name.Shown} {WireText.Type(Type)}";
}

/// <summary>One resource record; <see cref="Ttl"/> as sent, so that a set top bit can be seen.</summary>
internal sealed record DnsRecord(DnsName Owner, RecordType Type, ushort Class, uint Ttl, RecordData Data)
{
    /// <summary>Seconds; a value with the top bit counts as 0 (RFC 2181 section 8).</summary>
    public uint EffectiveTtl => Ttl > int.MaxValue ? 0 : Ttl;

    public override string ToString() => $"{Owner} {Ttl} IN {WireText.Type(Type)} {Data}";
}

/// <summary>The OPT pseudo-record (RFC 6891).</summary>
internal sealed record Edns(ushort UdpSize, byte Version, bool DnssecOk);

/// <summary>A message that was read whole (RFC 1035 section 4.1).</summary>
internal sealed record DnsMessage
{
    public const ushort Internet = 1;

    public const int HeaderLength = 12;

    private const ushort ResponseFlag = 0x8000;
    private const ushort AuthoritativeFlag = 0x0400;
    private const ushort TruncatedFlag = 0x0200;
    private const ushort RecursionAvailableFlag = 0x0080;

    public required ushort Id { get; init; }

    public required ushort Flags { get; init; }

    /// <summary>With the upper bits that OPT carries.</summary>
    public required ResponseCode Code { get; init; }

    /// <summary>Null when the message repeats no question; more than one is a fault.</summary>
    public DnsQuestion? Question { get; init; }

    public ushort QuestionClass { get; init; }

    public IReadOnlyList<DnsRecord> Answers { get; init; } = [];

    public IReadOnlyList<DnsRecord> Authority { get; init; } = [];

    public IReadOnlyList<DnsRecord> Additional { get; init; } = [];

    public Edns? Edns { get; init; }

    /// <summary>Octets after the last record: noted, accepted.</summary>
    public int Trailing { get; init; }

    public bool IsResponse => (Flags & ResponseFlag) != 0;

    public int OpCode => (Flags >> 11) & 0xF;

    public bool IsAuthoritative => (Flags & AuthoritativeFlag) != 0;

    public bool IsTruncated => (Flags & TruncatedFlag) != 0;

    public bool RecursionAvailable => (Flags & RecursionAvailableFlag) != 0;
}
