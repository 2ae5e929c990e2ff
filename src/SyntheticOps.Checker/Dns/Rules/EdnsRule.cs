using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>Every server speaks EDNS(0) or at least says that it does not (RFC 6891).</summary>
internal sealed class EdnsRule : IDnsRule
{
    public IEnumerable<Finding> Judge(DnsFacts facts) => facts.Zone is { } zone
        ? zone.Servers.Where(server => !server.IsOutOfReach).Select(Judge).OfType<Finding>()
        : [];

    private static Finding? Judge(ServerFacts server)
    {
        var (who, plainWorks) = (server.Shown, server.Plain is { Message.Code: ResponseCode.NoError });
        return server.Soa switch
        {
            { Status: ReplyStatus.Timeout } when plainWorks =>
                Found.Error("edns-dropped", who, $"{who} answers plain queries and drops those with EDNS."),
            { Fault: WireFault.Options } =>
                Found.Error("edns-broken", who, $"{who} sends more than one OPT, or one in the wrong place."),
            { Code: ResponseCode.BadVers } =>
                Found.Error("edns-broken", who, $"{who} answers BADVERS to EDNS version 0."),
            { Code: ResponseCode.FormErr or ResponseCode.NotImp } when plainWorks =>
                Found.Warning("edns-unsupported", who, $"{who} refuses queries with EDNS."),
            { Message: { Code: ResponseCode.NoError, Edns: null } } =>
                Found.Warning("edns-unsupported", who, $"{who} leaves EDNS out of its answers."),
            { OverTcp: false, Size: > QueryWriter.UdpSize } =>
                Found.Warning("edns-size-ignored", who, $"{who} sends {server.Soa.Size} octets where {QueryWriter.UdpSize} were offered."),
            _ => null,
        };
    }
}
