using SyntheticOps.Checker.Dns.Client;

namespace SyntheticOps.Checker.Dns.Resolution;

/// <summary>Says in words what became of a question.</summary>
internal static class ReplyText
{
    public static string Of(DnsReply reply) => reply.Status switch
    {
        ReplyStatus.Answered => "answered",
        ReplyStatus.Refused => "has nobody listening on that port",
        ReplyStatus.NoRoute => "cannot be reached from here",
        ReplyStatus.Blocked => "is an address that probes may not reach; a private server that is meant goes into the site's reach",
        ReplyStatus.Malformed => $"sent what is no DNS message ({reply.Fault})",
        ReplyStatus.Mismatch => "answered another question",
        ReplyStatus.TcpBroken => "cut the TCP answer",
        _ => "did not answer",
    };
}
