using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>Every server answers over TCP too (RFC 7766).</summary>
internal sealed class TcpRule : IDnsRule
{
    public IEnumerable<Finding> Judge(DnsFacts facts) => facts.Zone is { } zone
        ? zone.Servers.Select(Judge).OfType<Finding>()
        : [];

    private static Finding? Judge(ServerFacts server) => server.Tcp?.Status switch
    {
        ReplyStatus.Timeout or ReplyStatus.Refused =>
            Found.Error("tcp-unavailable", server.Shown, $"{server.Shown} does not answer over TCP; open TCP port 53."),
        ReplyStatus.TcpBroken or ReplyStatus.Malformed or ReplyStatus.Mismatch =>
            Found.Error("tcp-broken", server.Shown, $"{server.Shown} cuts or garbles its answers over TCP."),
        _ => null,
    };
}
