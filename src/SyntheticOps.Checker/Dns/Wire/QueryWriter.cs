using System.Buffers.Binary;

namespace SyntheticOps.Checker.Dns.Wire;

/// <summary>What a query asks for beside its question.</summary>
[Flags]
internal enum QueryFlags
{
    None = 0,

    /// <summary>RD.</summary>
    Recursion = 1,

    /// <summary>An OPT with version 0 and 1232 octets.</summary>
    Edns = 2,

    /// <summary>DO: signatures and proofs (RFC 3225); needs <see cref="Edns"/>.</summary>
    DnssecOk = 4,

    /// <summary>CD: a resolver hands on what it would refuse (RFC 4035 section 3.2.2).</summary>
    CheckingDisabled = 8,
}

/// <summary>Writes a query: one question and, with EDNS, one OPT.</summary>
internal static class QueryWriter
{
    /// <summary>RFC 9715: fits every path without fragments.</summary>
    public const ushort UdpSize = 1232;

    private const int OptLength = 11;

    public static byte[] Write(ushort id, DnsQuestion question, QueryFlags flags)
    {
        var name = question.Name.Wire;
        var edns = flags.HasFlag(QueryFlags.Edns);
        var query = new byte[DnsMessage.HeaderLength + name.Length + 4 + (edns ? OptLength : 0)];
        var span = query.AsSpan();
        BinaryPrimitives.WriteUInt16BigEndian(span, id);
        span[2] = (byte)(flags.HasFlag(QueryFlags.Recursion) ? 1 : 0);
        span[3] = (byte)(flags.HasFlag(QueryFlags.CheckingDisabled) ? 0x10 : 0);
        span[5] = 1;
        name.CopyTo(span[DnsMessage.HeaderLength..]);
        var rest = span[(DnsMessage.HeaderLength + name.Length)..];
        BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)question.Type);
        BinaryPrimitives.WriteUInt16BigEndian(rest[2..], DnsMessage.Internet);
        if (edns)
        {
            span[11] = 1;
            BinaryPrimitives.WriteUInt16BigEndian(rest[5..], (ushort)RecordType.OPT);
            BinaryPrimitives.WriteUInt16BigEndian(rest[7..], UdpSize);
            rest[11] = (byte)(flags.HasFlag(QueryFlags.DnssecOk) ? 0x80 : 0);
        }

        return query;
    }
}
