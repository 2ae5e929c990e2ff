using SyntheticOps.Checker.Dns.Pages;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>Aliases, name servers and mail hosts that a stranger could take over.</summary>
internal sealed class TakeoverRule : IDnsRule
{
    private const string Code = "takeover-risk";

    public IEnumerable<Finding> Judge(DnsFacts facts) =>
    [
        .. facts.Answers.Find(facts.Name, RecordType.A) is { Chain: [_, ..] chain } alias ? Alias(facts, alias, chain[^1]) : [],
        .. (facts.Zone?.Parent ?? []).Union(facts.Zone?.Child ?? []).SelectMany(server => Unregistered(facts, server, "The name server")),
        .. (facts.Answers.Find(facts.Name, RecordType.MX) is { Chain: [] } mail ? mail.Data<MxData>() : []).Where(host => !host.IsNull).SelectMany(host => Unregistered(facts, host.Exchange, "The mail host")),
    ];

    private static IEnumerable<Finding> Alias(DnsFacts facts, LookupAnswer alias, DnsName target)
    {
        var name = facts.Name.Shown;
        if (alias.Status == LookupStatus.NXDomain)
        {
            return ClaimableService.ByAbsence(target) is { } service
                ? [Found.Error(Code, name, $"{name} points to {target.Shown}, which is free: anybody may take it at {service.Name} and serve this name. Remove the alias.", target.Shown, service.Name)]
                : Unregistered(facts, target, "The target of the alias");
        }

        if (alias.Status != LookupStatus.Found || alias.Chain.Select(ClaimableService.ByPage).OfType<ClaimableService>().FirstOrDefault() is not { } host)
        {
            return [];
        }

        // The certificate of a free name is not for it, hence http.
        var who = host.IsCertain ? "anybody may take the name there and serve it" : "whoever may take the name there, where no proof of ownership is asked, serves it";
        var text = $"{name} points to {host.Name}, whose page says \"{host.Body}\": {who}. Remove the alias.";
        return facts.Pages?.Find(new Uri($"http://{name}/")) is { Status: PageStatus.Answered } page && page.Text.Contains(host.Body!, StringComparison.OrdinalIgnoreCase)
            ? [Found.Error(Code, name, text, target.Shown, host.Name)]
            : [];
    }

    private static IEnumerable<Finding> Unregistered(DnsFacts facts, DnsName name, string what) =>
        !HostNames.IsIPLiteral(name) && facts.Answers.Find(name, RecordType.A) is { Status: LookupStatus.NXDomain } && Registration.Free(facts.Answers, name) is { } domain
            ? [Found.Error(Code, facts.Name.Shown, $"{what} of {facts.Name.Shown}, {name.Shown}, is in {domain.Shown}, which is not registered: whoever registers it takes over.", name.Shown, domain.Shown)]
            : [];
}
