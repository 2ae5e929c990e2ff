using System.Net;
using System.Text;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Rules;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns;

/// <summary>Asks every server of a zone the same dozen questions.</summary>
/// <param name="map">Servers that listen elsewhere than their addresses say.</param>
internal sealed class ZoneSurvey(DnsClient client, IterativeLookup lookup, int port, TimeProvider clock, EndpointMap? map = null)
{
    private const int MaximumServers = 8;

    /// <summary>What a transfer that is under way is given before different serials are told.</summary>
    private static readonly TimeSpan TransferTime = TimeSpan.FromSeconds(1);

    /// <summary>Types of the watched name that all servers must agree on.</summary>
    private static readonly RecordType[] Compared = [RecordType.A, RecordType.MX, RecordType.TXT];

    private static readonly AskOptions Exact = AskOptions.Authority with { PlainFallback = false };

    public async Task<ZoneFacts?> CollectAsync(DnsName name, CancellationToken token)
    {
        // The walk leaves the referrals behind; the SOA tells where the zone begins.
        var start = await lookup.LookupAsync(new DnsQuestion(name, RecordType.SOA), token);
        var zone = start is { Status: LookupStatus.Found, Chain: [] } ? name : lookup.ZoneOf(name);
        var seen = lookup.ReferralTo(zone);
        // A top-level domain is nobody's shop: its servers are not questioned for a name that is not delegated.
        if (start.Status == LookupStatus.NXDomain || (zone.Labels < 2 && !zone.Equals(name)))
        {
            return null;
        }

        var referral = seen ?? new Delegation(zone, [.. (await lookup.LookupAsync(new DnsQuestion(zone, RecordType.NS), token)).Data<NameData>().Select(data => data.Target)]);

        var servers = await Task.WhenAll((await AddressesAsync(referral, token)).Select(server => AskAsync(zone, name, server.Name, server.Address, token)));
        servers = await Task.WhenAll(servers.Select(server => AskAgainAsync(server, servers, name, token)));
        servers = await SettleAsync(servers, zone, token);
        return new ZoneFacts(zone)
        {
            Parent = seen?.Servers,
            Child = [.. servers.Select(server => Child(server, zone)).FirstOrDefault(names => names.Count > 0) ?? []],
            Glue = referral.Glue,
            Servers = servers,
        };
    }

    private static List<DnsName> Child(ServerFacts server, DnsName zone) => server.Ns?.Message is not { IsAuthoritative: true } message
        ? []
        : [.. message.Answers.Where(record => record.Type == RecordType.NS && record.Owner.Equals(zone)).Select(record => ((NameData)record.Data).Target).Distinct()];

    private async Task<List<(DnsName Name, IPAddress Address)>> AddressesAsync(Delegation referral, CancellationToken token)
    {
        var all = new List<(DnsName, IPAddress)>();
        foreach (var server in referral.Servers.TakeWhile(_ => all.Count < MaximumServers))
        {
            var addresses = referral.Glue.GetValueOrDefault(server) ?? [];
            foreach (var type in addresses.Count > 0 ? (RecordType[])[] : [RecordType.A, RecordType.AAAA])
            {
                var answer = await lookup.LookupAsync(new DnsQuestion(server, type), token);
                addresses = [.. addresses, .. answer.Data<AddressData>().Select(data => data.Address)];
            }

            all.AddRange(addresses.Select(address => (server, address)));
        }

        return [.. all.Take(MaximumServers)];
    }

    private async Task<ServerFacts> AskAsync(DnsName zone, DnsName watched, DnsName name, IPAddress address, CancellationToken token)
    {
        var peer = PeerOf(name, address);
        var start = new DnsQuestion(zone, RecordType.SOA);
        var facts = new ServerFacts(name, address) { Soa = await client.AskAsync(peer, start, Exact, token) };
        if (facts.IsOutOfReach)
        {
            return facts;
        }

        if (facts.Soa.Message is not { Code: ResponseCode.NoError })
        {
            facts = facts with { Plain = await client.AskAsync(peer, start, Exact with { Edns = false }, token) };
        }

        if ((facts.Soa.Message ?? facts.Plain?.Message) is not { Code: ResponseCode.NoError })
        {
            return facts;
        }

        facts = facts with
        {
            Tcp = await client.AskAsync(peer, start, Exact with { Tcp = true }, token),
            Ns = await client.AskAsync(peer, new DnsQuestion(Capitals(zone), RecordType.NS), AskOptions.Authority, token),
            Recursion = await client.AskAsync(peer, new DnsQuestion(DnsName.Root, RecordType.NS), AskOptions.Resolver, token),
            Signed = lookup.Dnssec ? await client.AskAsync(peer, start, AskOptions.Authority with { Dnssec = true }, token) : null,
            Transfer = await client.AskAsync(peer, start with { Type = RecordType.AXFR }, Exact with { Tcp = true, Edns = false }, token),
        };
        var sets = new Dictionary<RecordType, DnsReply>();
        foreach (var type in Compared)
        {
            sets[type] = await client.AskAsync(peer, new DnsQuestion(watched, type), AskOptions.Authority, token);
        }

        var (first, second) = (ServerFacts.Start(facts.Soa, zone)?.Serial, ServerFacts.Start(facts.Tcp, zone)?.Serial);
        return facts with { Sets = sets, Later = first != second && second is not null ? await client.AskAsync(peer, start, Exact, token) : null };
    }

    /// <summary>What differs from the first server's is asked once more.</summary>
    private async Task<ServerFacts> AskAgainAsync(ServerFacts server, ServerFacts[] all, DnsName name, CancellationToken token)
    {
        var again = new Dictionary<RecordType, DnsReply>();
        foreach (var (type, reply) in server.Sets)
        {
            if (Array.Exists(all, other => other.Sets.TryGetValue(type, out var theirs) && SameDataRule.Differs(reply, theirs, name, type)))
            {
                again[type] = await client.AskAsync(PeerOf(server.Name, server.Address), new DnsQuestion(name, type), AskOptions.Authority, token);
            }
        }

        return server with { Again = again };
    }

    /// <summary>Servers that differ in their serial are asked for it once more.</summary>
    private async Task<ServerFacts[]> SettleAsync(ServerFacts[] servers, DnsName zone, CancellationToken token)
    {
        if (servers.Select(server => server.Start(zone)?.Serial).OfType<uint>().Distinct().Count() < 2)
        {
            return servers;
        }

        await Task.Delay(TransferTime, clock, token);
        return await Task.WhenAll(servers.Select(async server => server.Start(zone) is null
            ? server
            : server with { Settled = await client.AskAsync(PeerOf(server.Name, server.Address), new DnsQuestion(zone, RecordType.SOA), AskOptions.Authority, token) }));
    }

    private IPEndPoint PeerOf(DnsName server, IPAddress address) => map?.Find(server) ?? new IPEndPoint(address, port);

    private static DnsName Capitals(DnsName name)
    {
        var wire = name.Wire.ToArray();
        for (var at = 0; wire[at] != 0; at += wire[at] + 1)
        {
            Ascii.ToUpperInPlace(wire.AsSpan(at + 1, wire[at]), out _);
        }

        return DnsName.FromValid(wire);
    }
}
