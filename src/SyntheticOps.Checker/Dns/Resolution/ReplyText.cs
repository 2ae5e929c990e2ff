using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checks.Words;

namespace SyntheticOps.Checker.Dns.Resolution;

/// <summary>Says in words what became of a question.</summary>
internal static class ReplyText
{
    public static Saying Of(string server, DnsReply reply) => reply.Status switch
    {
        ReplyStatus.Answered => Saying.Of("dns.answered", server),
        ReplyStatus.Refused => Saying.Of("dns.nobody-listens", server),
        ReplyStatus.NoRoute => Saying.Of("dns.no-route", server),
        ReplyStatus.Blocked => Saying.Of("dns.blocked", server),
        ReplyStatus.Malformed => Saying.Of("dns.malformed", server, reply.Fault.ToString()),
        ReplyStatus.Mismatch => Saying.Of("dns.mismatch", server),
        ReplyStatus.TcpBroken => Saying.Of("dns.tcp-cut", server),
        _ => Saying.Of("dns.silent", server),
    };
}
