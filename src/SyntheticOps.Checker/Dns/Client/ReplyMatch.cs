using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Client;

/// <summary>Whether octets from the right peer are the answer (RFC 5452 section 9): id, QR, opcode and question.</summary>
internal static class ReplyMatch
{
    /// <summary>The status to remember; <see cref="ReplyStatus.Timeout"/> for octets that count for nothing.</summary>
    public static ReplyStatus Judge(ReadOnlySpan<byte> octets, ushort id, DnsQuestion question, out DnsMessage? message, out WireFault fault)
    {
        (message, fault) = (null, WireFault.None);
        if (octets.Length < 2 || ((octets[0] << 8) | octets[1]) != id)
        {
            return ReplyStatus.Timeout;
        }

        if (!MessageReader.TryRead(octets, out var read, out fault))
        {
            return ReplyStatus.Malformed;
        }

        if (!read.IsResponse)
        {
            return ReplyStatus.Timeout;
        }

        if (read.OpCode != 0 || !Answers(read, question))
        {
            return ReplyStatus.Mismatch;
        }

        message = read;
        return ReplyStatus.Answered;
    }

    /// <summary>A server that cannot read the query may leave the question out; such a reply carries no data.</summary>
    private static bool Answers(DnsMessage message, DnsQuestion question)
    {
        if (message.Question is null)
        {
            return message.Code is ResponseCode.FormErr or ResponseCode.NotImp or ResponseCode.BadVers
                && message.Answers.Count + message.Authority.Count == 0;
        }

        return message.Question == question && message.QuestionClass == DnsMessage.Internet;
    }
}
