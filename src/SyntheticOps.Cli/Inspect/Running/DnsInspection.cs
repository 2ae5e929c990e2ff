using System.Net;
using SyntheticOps.Checker.Dns;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.Checker.Dns.Pages;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Network;
using SyntheticOps.Cli.Inspect.Hooks;
using SyntheticOps.Cli.Inspect.Targets;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Inspect.Running;

/// <summary>The dns check of a target, through the hooks.</summary>
internal sealed class DnsInspection(InspectHooks hooks, TimeProvider clock)
{
    /// <summary>Parents that were proven for one target are so for the others below the same roots and anchors.</summary>
    private readonly TrustCache _proven = new(clock);

    /// <summary>Connects as the hooks say: to their places, and to addresses that their resolver knows, else the system's.</summary>
    public ProbeDialer Dialer(Target target)
    {
        var places = Places(target);
        return Resolver(target) is { } resolver
            ? PageFetcher.Dialer(Lookup(target, resolver), clock, places)
            : new(clock, connectTo: places);
    }

    public async Task<Section> InspectAsync(Target target, CheckRun run, CancellationToken token)
    {
        if (DnsConfig.NameOf(target.Host) is not { } name)
        {
            return new() { Outcome = Outcome.Unknown, Error = $"{target.Host} is no domain name." };
        }

        var roots = await RootsAsync(target, token);
        var options = new DnsCheckOptions
        {
            Name = name,
            Mail = DnsConfig.MailPart("all"),
            MailWhereUsed = true,
            Resolvers = roots.Count == 0 && Resolver(target) is { } resolver ? [new(resolver)] : [],
            Roots = roots,
            Endpoints = Endpoints(target),
            TrustAnchors = hooks.Dns.TrustAnchors,
            Proven = target.Resolver is null && target.DnsServers.Count == 0 ? _proven : null,
            MayAsk = peer => MayAsk(target, peer),
            ConnectTo = Places(target),
        };

        // A public name that leads to this machine is a finding, also where this machine may be asked.
        var asPublic = run with { Site = run.Site with { Reach = [] } };
        return TargetInspector.SectionOf(await new DnsCheck(clock, options).RunAsync(asPublic, token));
    }

    private IPEndPoint? Resolver(Target target) => target.Resolver ?? hooks.Dns.Resolver;

    /// <summary>
    /// Where a private tree begins: the hints, else the root that the resolver knows, else the servers that the target itself
    /// names, asked as if nothing stood above them. Empty for the public root or a resolver alone.
    /// </summary>
    private async Task<IReadOnlyList<IPEndPoint>> RootsAsync(Target target, CancellationToken token)
    {
        var servers = target.DnsServers.Values.Concat(hooks.Dns.Servers.Values).ToList();
        return hooks.Dns.Roots.Count > 0 ? [.. hooks.Dns.Roots.Select(root => new IPEndPoint(root, SystemResolvers.Port))]
            : Resolver(target) is { } resolver ? hooks.Dns.Endpoints is null ? [] : await RootsOfAsync(Lookup(target, resolver), token)
            : [.. servers.Where(server => server.Port == servers[0].Port)];
    }

    private static async Task<IReadOnlyList<IPEndPoint>> RootsOfAsync(ResolverLookup lookup, CancellationToken token)
    {
        var roots = new List<IPEndPoint>();
        foreach (var server in (await lookup.LookupAsync(new DnsQuestion(DnsName.Root, RecordType.NS), token)).Data<NameData>().Take(4))
        {
            var addresses = await lookup.LookupAsync(new DnsQuestion(server.Target, RecordType.A), token);
            roots.AddRange(addresses.Data<AddressData>().Select(data => new IPEndPoint(data.Address, SystemResolvers.Port)));
        }

        return roots;
    }

    private ResolverLookup Lookup(Target target, IPEndPoint resolver) => new(new DnsClient(clock, peer => MayAsk(target, peer) || AddressPolicy.IsPublic(peer.Address)), resolver);

    /// <summary>Where the name servers listen; what the target says counts more.</summary>
    private EndpointMap Endpoints(Target target) => new()
    {
        Addresses = hooks.Dns.Endpoints ?? new Dictionary<IPEndPoint, IPEndPoint>(),
        IsWhole = hooks.Dns.Endpoints is not null,
        Names = target.DnsServers.Concat(hooks.Dns.Servers).DistinctBy(server => server.Key, StringComparer.OrdinalIgnoreCase)
            .Where(server => DnsName.TryParse(server.Key, out _)).ToDictionary(server => DnsName.Parse(server.Key), server => server.Value),
    };

    /// <summary>What somebody named is meant.</summary>
    private bool MayAsk(Target target, IPEndPoint peer) =>
        peer.Equals(Resolver(target))
        || target.DnsServers.Values.Contains(peer)
        || hooks.Dns.Servers.Values.Contains(peer)
        || hooks.Dns.Endpoints?.Values.Contains(peer) == true
        || hooks.Reach.Any(rule => rule.Allows(peer));

    private ConnectTo? Places(Target target) => (target.ConnectTo, hooks.ConnectTo) switch
    {
        ({ } own, { } others) => own.Else(others),
        var (own, others) => own ?? others,
    };
}
