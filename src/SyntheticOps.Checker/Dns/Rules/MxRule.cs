using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>Mail finds hosts that exist (RFC 5321 section 5.1, RFC 2181 section 10.3, RFC 7505).</summary>
internal sealed class MxRule : IDnsRule
{
    /// <summary>Hosts that are looked at.</summary>
    private const int Most = 10;

    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        if (!(facts.Looks(MailParts.All) || facts.Required.Contains(RecordType.MX)) || facts.Answers.Find(facts.Name, RecordType.MX) is not { IsKnown: true } answer)
        {
            return [];
        }

        var (name, hosts) = (facts.Name.Shown, answer.Data<MxData>().Take(Most).ToList());
        return answer.Status switch
        {
            LookupStatus.NoData => [Found.Warning("mx-missing", name, $"{name} has no MX: mail goes to its address.")],
            LookupStatus.Found when hosts is [{ IsNull: true }] => [Found.Info("mx-null", name, $"{name} takes no mail.")],
            LookupStatus.Found when hosts.Exists(host => host.IsNull) => [Found.Error("mx-null-not-alone", name, $"{name} says that it takes no mail, and names mail hosts too.")],
            LookupStatus.Found => Hosts(facts, hosts),
            _ => [],
        };
    }

    private static Finding[] Hosts(DnsFacts facts, List<MxData> hosts)
    {
        var name = facts.Name.Shown;
        Finding[] findings = [.. hosts.Select(host => host.Exchange).Distinct().SelectMany(host => Host(facts, host))];
        var whole = hosts.TrueForAll(host => HostNames.Addresses(facts.Answers.Find(host.Exchange, RecordType.A))
            .Concat(HostNames.Addresses(facts.Answers.Find(host.Exchange, RecordType.AAAA))).Any());
        return findings.Length == 0 && whole ? [Found.Info("mx-ok", name, $"The mail hosts of {name} have public addresses.")] : findings;
    }

    private static IEnumerable<Finding> Host(DnsFacts facts, DnsName host)
    {
        var name = facts.Name.Shown;
        if (HostNames.IsIPLiteral(host))
        {
            yield return Found.Error("mx-is-ip", name, $"The MX {host.Shown} of {name} is an address; name a host.", host.Shown);
            yield break;
        }

        var (a, aaaa) = (facts.Answers.Find(host, RecordType.A), facts.Answers.Find(host, RecordType.AAAA));
        if (a is { Chain: [var target, ..] })
        {
            yield return Found.Error("mx-is-cname", name, $"The MX {host.Shown} of {name} is an alias of {target.Shown}; name the host itself.", host.Shown);
        }

        if (a is { IsEmpty: true } && aaaa is { IsEmpty: true })
        {
            yield return Found.Error("mx-unresolvable", name, $"The MX {host.Shown} of {name} has no address.", host.Shown);
        }

        if (HostNames.Addresses(a).Concat(HostNames.Addresses(aaaa)).FirstOrDefault(address => AddressRule.IsPrivate(address) && !facts.IsMeant(address)) is { } hidden)
        {
            yield return Found.Error("mx-address-private", name, $"The MX {host.Shown} of {name} has the private address {hidden}.", host.Shown, hidden.ToString());
        }
    }
}
