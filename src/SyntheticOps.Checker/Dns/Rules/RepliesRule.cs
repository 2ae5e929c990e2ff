using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>What each server answers about the name itself: messages that can be read, answer what was asked and end where they say.</summary>
internal sealed class RepliesRule : IDnsRule
{
    public IEnumerable<Finding> Judge(DnsFacts facts) => facts.Zone is { } zone
        ? zone.Servers.Where(server => !server.IsOutOfReach).SelectMany(server => Judge(server, facts.Name.Shown))
        : [];

    private static IEnumerable<Finding> Judge(ServerFacts server, string name)
    {
        var who = server.Shown;
        if (server.Replies.Any(reply => reply.Message?.Trailing > 0))
        {
            yield return Found.Info("response-trailing", who, $"{who} sends octets behind the end of its messages.");
        }

        if (server.Ns is { Message: not null, CaseKept: false })
        {
            yield return Found.Info("case-not-preserved", who, $"{who} changes the letter case of the name that it was asked for, which weakens the guard against forged answers.");
        }

        // What is wrong with every answer, the other rules say.
        if (server.Soa.Message is not { Code: ResponseCode.NoError })
        {
            yield break;
        }

        foreach (var finding in server.Sets.Values.Select(reply => Fault(reply, who, name)).OfType<Finding>().DistinctBy(finding => finding.Code))
        {
            yield return finding;
        }
    }

    private static Finding? Fault(DnsReply reply, string who, string name) => reply switch
    {
        { Status: ReplyStatus.Malformed } => Found.Error("response-malformed", who, $"{who} answers about {name} with what is no DNS message ({reply.Fault}).", reply.Fault.ToString()),
        { Status: ReplyStatus.Mismatch } => Found.Error("response-mismatch", who, $"{who} answers another question than the one about {name}."),
        { Status: ReplyStatus.TcpBroken } => Found.Error("tcp-broken", who, $"{who} cuts or garbles its answer about {name} over TCP."),
        { OverTcp: true, Status: ReplyStatus.Timeout or ReplyStatus.Refused } => Found.Error("tcp-unavailable", who, $"{who} tells to ask about {name} over TCP and does not answer there."),
        { Message: { Code: ResponseCode.Refused } } => Found.Error("ns-refused", who, $"{who} refuses to answer about {name}."),
        { Message: { Code: ResponseCode.ServFail } } => Found.Error("ns-servfail", who, $"{who} fails to answer about {name} (SERVFAIL)."),
        { Message: { Code: not (ResponseCode.NoError or ResponseCode.NXDomain) } } => Found.Error("ns-error-rcode", who, $"{who} answers {ReplyReading.CodeText(reply.Message.Code)} about {name}.", ReplyReading.CodeText(reply.Message.Code)),
        { OverTcp: false, Size: > QueryWriter.UdpSize } => Found.Warning("edns-size-ignored", who, $"{who} sends {reply.Size} octets where {QueryWriter.UdpSize} were offered."),
        _ => null,
    };
}
