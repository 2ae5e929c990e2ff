using System.Diagnostics.CodeAnalysis;

namespace SyntheticOps.Checker.Dns.Wire;

/// <summary>
/// Reads a whole message: a total function. Memory follows the octets that are there, never a count that the message claims.
/// </summary>
internal static class MessageReader
{
    public static bool TryRead(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out DnsMessage? message, out WireFault fault)
    {
        message = null;
        if (octets.Length < DnsMessage.HeaderLength)
        {
            fault = WireFault.TooShort;
            return false;
        }

        var reader = new WireReader(octets);
        var (id, flags) = (reader.UInt16(), reader.UInt16());
        var (questions, answers, authority, additional) = (reader.UInt16(), reader.UInt16(), reader.UInt16(), reader.UInt16());
        var (question, questionClass) = Question(ref reader, questions);
        Edns? edns = null;
        var extended = 0;
        var read = new DnsMessage
        {
            Id = id,
            Flags = flags,
            Code = ResponseCode.NoError,
            Question = question,
            QuestionClass = questionClass,
            Answers = Section(ref reader, answers, false, ref edns, ref extended),
            Authority = Section(ref reader, authority, false, ref edns, ref extended),
            Additional = Section(ref reader, additional, true, ref edns, ref extended),
        };
        fault = reader.Fault;
        message = reader.Ok
            ? read with { Edns = edns, Code = (ResponseCode)((extended << 4) | (flags & 0xF)), Trailing = reader.Left }
            : null;
        return message is not null;
    }

    private static (DnsQuestion? Question, ushort Class) Question(ref WireReader reader, int count)
    {
        if (count == 0)
        {
            return (null, 0);
        }

        if (count > 1)
        {
            // RFC 9619: QDCOUNT is 0 or 1.
            reader.Fail(WireFault.Truncated);
        }

        return (new DnsQuestion(reader.Name(), (RecordType)reader.UInt16()), reader.UInt16());
    }

    private static List<DnsRecord> Section(ref WireReader reader, int count, bool additional, ref Edns? edns, ref int extended)
    {
        var records = new List<DnsRecord>();
        for (var i = 0; i < count && reader.Ok; i++)
        {
            var record = RecordReader.Read(ref reader);
            if (record.Type != RecordType.OPT)
            {
                records.Add(record);
                continue;
            }

            if (!additional || edns is not null || !record.Owner.IsRoot)
            {
                reader.Fail(WireFault.Options);
            }

            edns = new Edns(record.Class, (byte)(record.Ttl >> 16), (record.Ttl & 0x8000) != 0);
            extended = (int)(record.Ttl >> 24);
        }

        return records;
    }
}
