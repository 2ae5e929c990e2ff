using System.Net;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Client;

/// <summary>What became of one question to one server.</summary>
internal enum ReplyStatus
{
    Answered,

    /// <summary>Nothing usable came before the deadline.</summary>
    Timeout,

    /// <summary>The host said at once that nobody listens there (ICMP port unreachable, or a reset).</summary>
    Refused,

    /// <summary>This probe has no route to the address, for instance no IPv6: says nothing about the server.</summary>
    NoRoute,

    /// <summary>The address policy forbids the address; nothing was sent.</summary>
    Blocked,

    /// <summary>What came from the server with the right id is no DNS message.</summary>
    Malformed,

    /// <summary>What came from the server with the right id answers another question.</summary>
    Mismatch,

    /// <summary>TCP was cut, empty or not framed.</summary>
    TcpBroken,
}

/// <summary>The reply to one question, or why there is none.</summary>
internal sealed record DnsReply(IPEndPoint Server, ReplyStatus Status, TimeSpan Elapsed)
{
    /// <summary>The message; null unless answered.</summary>
    public DnsMessage? Message { get; init; }

    public WireFault Fault { get; init; }

    public bool OverTcp { get; init; }

    /// <summary>Octets of the message.</summary>
    public int Size { get; init; }

    /// <summary>The name came back in the same letter case (0x20).</summary>
    public bool CaseKept { get; init; } = true;

    public ResponseCode? Code => Message?.Code;
}
