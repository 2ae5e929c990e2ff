using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>Aliases end somewhere, soon, and not where a stranger could set up shop.</summary>
internal sealed class AliasRule : IDnsRule
{
    private const int LongFrom = 6;

    /// <summary>Services where anybody may register a name that is free, and NXDOMAIN is the sign of a free one (can-i-take-over-xyz).</summary>
    private static readonly DnsName[] Claimable =
    [
        .. new[]
        {
            "elasticbeanstalk.com", "azurewebsites.net", "cloudapp.net", "cloudapp.azure.com", "trafficmanager.net", "blob.core.windows.net", "azure-api.net",
            "azureedge.net", "azurefd.net", "azurehdinsight.net", "azurecontainer.io", "azurecr.io", "database.windows.net", "redis.cache.windows.net",
            "search.windows.net", "servicebus.windows.net", "azuredatalakestore.net", "azurestaticapps.net",
        }.Select(DnsName.Parse),
    ];

    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        var name = facts.Name.Shown;
        if (facts.Answers.Find(facts.Name, RecordType.A) is not { Chain: [var first, ..] chain } answer)
        {
            yield break;
        }

        if (facts.Zone is { } zone && zone.Name.Equals(facts.Name))
        {
            yield return Found.Error("cname-at-apex", name, $"{name} is the apex of its zone and an alias of {first.Shown}; the SOA and NS there allow none.", first.Shown);
        }

        var links = string.Join(" -> ", chain.Select(link => link.Shown));
        switch (answer.Status)
        {
            case LookupStatus.Loop:
                yield return Found.Error("cname-loop", name, $"The aliases of {name} lead back to themselves: {links}.", links);
                break;
            case LookupStatus.NXDomain:
                yield return Dangling(name, chain[^1]);
                break;
            case LookupStatus.TooLong:
            case LookupStatus.Found or LookupStatus.NoData when chain.Count >= LongFrom:
                yield return Found.Warning("cname-chain-long", name, $"{name} leads through {chain.Count} aliases or more; point it closer to its target.", links);
                break;
            default:
                break;
        }
    }

    private static Finding Dangling(string name, DnsName target) =>
        Array.Exists(Claimable, service => target.IsAtOrBelow(service))
            ? Found.Error("takeover-risk", name, $"{name} points to {target.Shown}, which is free: anybody may register it there and serve this name. Remove the alias.", target.Shown)
            : Found.Error("cname-dangling", name, $"{name} points to {target.Shown}, which does not exist.", target.Shown);
}
