using System.Buffers.Binary;

namespace SyntheticOps.Checker.Dns.Wire;

/// <summary>Writes a query: one question and, with EDNS, one OPT.</summary>
internal static class QueryWriter
{
    /// <summary>RFC 9715: fits every path without fragments.</summary>
    public const ushort UdpSize = 1232;

    private const int OptLength = 11;

    public static byte[] Write(ushort id, DnsQuestion question, bool recursion, bool edns)
    {
        var name = question.Name.Wire;
        var query = new byte[DnsMessage.HeaderLength + name.Length + 4 + (edns ? OptLength : 0)];
        var span = query.AsSpan();
        BinaryPrimitives.WriteUInt16BigEndian(span, id);
        span[2] = (byte)(recursion ? 1 : 0);
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
        }

        return query;
    }
}
