using System.Net;
using System.Net.Sockets;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>Two servers or more, with names that lead to addresses, in different networks (RFC 2182, RFC 2181 section 10.3).</summary>
internal sealed class NameServersRule : IDnsRule
{
    private const int BitsOfANetworkV4 = 24;
    private const int BitsOfANetworkV6 = 48;

    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        if (facts.Zone is not { } zone)
        {
            yield break;
        }

        var (names, subject) = ((zone.Parent ?? []).Union(zone.Child).ToList(), zone.Name.Shown);
        if (names.Count == 1)
        {
            yield return Found.Error("ns-single", subject, $"{subject} has one name server, {names[0].Shown}; add a second.", names[0].Shown);
        }

        var addresses = new HashSet<IPAddress>();
        foreach (var name in names)
        {
            if (HostNames.IsIPLiteral(name))
            {
                yield return Found.Error("ns-is-ip", subject, $"The NS {name.Shown} of {subject} is an address; name a host.", name.Shown);
                continue;
            }

            var found = (A: facts.Answers.Find(name, RecordType.A), Aaaa: facts.Answers.Find(name, RecordType.AAAA));
            addresses.UnionWith([.. HostNames.Addresses(found.A), .. HostNames.Addresses(found.Aaaa)]);
            if (found.A is { Chain: [var target, ..] })
            {
                yield return Found.Error("ns-is-cname", subject, $"The NS {name.Shown} of {subject} is an alias of {target.Shown}; name the host itself.", name.Shown);
            }
            else if (found is { A.IsEmpty: true, Aaaa.IsEmpty: true })
            {
                yield return Found.Error("ns-unresolvable", subject, $"The NS {name.Shown} of {subject} has no address.", name.Shown);
            }
        }

        var networks = addresses.Select(Network).Distinct().ToList();
        if (addresses.Count > 1 && networks.Count == 1)
        {
            yield return Found.Warning("ns-same-network", subject, $"All name servers of {subject} stand in {networks[0]}; spread them over networks.", networks[0].ToString());
        }
    }

    private static IPNetwork Network(IPAddress address)
    {
        var octets = address.GetAddressBytes();
        var bits = address.AddressFamily == AddressFamily.InterNetwork ? BitsOfANetworkV4 : BitsOfANetworkV6;
        octets.AsSpan(bits / 8).Clear();
        return new IPNetwork(new IPAddress(octets), bits);
    }
}
