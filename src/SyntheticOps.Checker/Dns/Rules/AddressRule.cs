using System.Net;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks.Network;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>Addresses in public DNS can be reached by the public.</summary>
internal sealed class AddressRule : IDnsRule
{
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("::1/128"), IPNetwork.Parse("fc00::/7"),
    ];

    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        var name = facts.Name.Shown;
        foreach (var address in new[] { RecordType.A, RecordType.AAAA }.SelectMany(type => HostNames.Addresses(facts.Answers.Find(facts.Name, type))).Where(address => !facts.IsMeant(address)))
        {
            if (IsPrivate(address))
            {
                yield return Found.Error("address-private", name, $"{name} resolves to the private address {address}.", address.ToString());
            }
            else if (address.IsIPv4MappedToIPv6 || !AddressPolicy.IsPublic(address))
            {
                yield return Found.Warning("address-special", name, $"{name} resolves to {address}, which is kept for special purposes.", address.ToString());
            }
        }
    }

    public static bool IsPrivate(IPAddress address) => Array.Exists(Private, network => network.Contains(address));
}
