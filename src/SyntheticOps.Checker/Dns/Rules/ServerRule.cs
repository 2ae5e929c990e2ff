using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>Every server that the parent names answers for the zone, with authority, in time.</summary>
internal sealed class ServerRule : IDnsRule
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    public IEnumerable<Finding> Judge(DnsFacts facts) => facts.Zone is { } zone
        ? zone.Servers.Where(server => !server.IsOutOfReach).Select(server => Judge(server, zone.Name)).OfType<Finding>()
        : [];

    private static Finding? Judge(ServerFacts server, DnsName zone)
    {
        var reply = server.Soa.Message is { Code: ResponseCode.NoError } ? server.Soa : server.Plain ?? server.Soa;
        var (who, name) = (server.Shown, zone.Shown);
        return reply.Message is { } message
            ? Judge(message, reply, server, zone)
            : reply.Status switch
            {
                ReplyStatus.Malformed => Found.Error("response-malformed", who, $"{who} sends what is no DNS message ({reply.Fault}).", reply.Fault.ToString()),
                ReplyStatus.Mismatch => Found.Error("response-mismatch", who, $"{who} answers another question than the one about {name}."),
                ReplyStatus.Refused => Found.Error("ns-timeout", who, $"{who} does not answer for {name}: nobody listens there."),
                _ => Found.Error("ns-timeout", who, $"{who} does not answer for {name}."),
            };
    }

    private static Finding? Judge(DnsMessage message, DnsReply reply, ServerFacts server, DnsName zone)
    {
        var (who, name) = (server.Shown, zone.Shown);
        var code = Resolution.ReplyReading.CodeText(message.Code);
        if (message.Code == ResponseCode.NoError && server.Start(zone) is not null)
        {
            return !message.IsAuthoritative
                ? Found.Error("ns-not-authoritative", who, $"{who} answers for {name} without authority.")
                : reply.Elapsed > Slow
                    ? Found.Warning("ns-slow", who, $"{who} took {reply.Elapsed.TotalSeconds:0.0} s to answer.", $"{reply.Elapsed.TotalSeconds:0.0}")
                    : null;
        }

        return message.Code switch
        {
            ResponseCode.Refused => Found.Error("ns-refused", who, $"{who} refuses to answer for {name}."),
            ResponseCode.ServFail => Found.Error("ns-servfail", who, $"{who} fails to answer for {name} (SERVFAIL)."),
            ResponseCode.NoError or ResponseCode.NXDomain => Found.Error("ns-lame", who, $"{who} is named for {name} and does not serve it ({code} without its SOA)."),
            _ => Found.Error("ns-error-rcode", who, $"{who} answers {code} for {name}.", code),
        };
    }
}
