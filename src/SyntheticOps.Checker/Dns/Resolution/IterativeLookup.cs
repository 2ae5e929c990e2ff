using System.Net;
using System.Runtime.CompilerServices;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks.Words;

namespace SyntheticOps.Checker.Dns.Resolution;

/// <summary>
/// Asks the authoritative servers, from the root down, with a memory for one run. Bounded in every direction: questions,
/// depth of looking up server names, servers of a zone, referrals and aliases. Not for several threads.
/// </summary>
/// <param name="map">Servers that listen elsewhere than their addresses say.</param>
internal sealed class IterativeLookup(DnsClient client, DnsRoots roots, EndpointMap? map = null) : IDnsLookup, ISignedLookup
{
    /// <summary>Questions of one run; a plain shop needs about thirty, a signed one fifty.</summary>
    public const int MaximumQuestions = 250;

    private const int MaximumServers = 4;
    private const int MaximumReferrals = 40;

    /// <summary>A server's name may need a server whose name needs a server ...</summary>
    private const int MaximumDepth = 4;

    private readonly Dictionary<DnsName, Delegation> _zones = [];
    private readonly Dictionary<DnsQuestion, Link> _links = [];
    private readonly Dictionary<IPEndPoint, DnsReply> _dead = [];
    private int _questions;

    /// <summary>Ask for signatures and proofs too.</summary>
    public bool Dnssec { get; init; }

    /// <summary>Questions that may be asked.</summary>
    public int Most { get; init; } = MaximumQuestions;

    private AskOptions Options => AskOptions.Authority with { PerTry = TimeSpan.FromSeconds(1.5), Dnssec = Dnssec };

    /// <summary>The referral to a zone, when its parent was asked.</summary>
    public Delegation? ReferralTo(DnsName zone) => _zones.GetValueOrDefault(zone);

    /// <summary>The deepest zone known to hold the name.</summary>
    public DnsName ZoneOf(DnsName name)
    {
        while (!name.IsRoot && !_zones.ContainsKey(name))
        {
            name = name.Parent;
        }

        return name;
    }

    public Task<LookupAnswer> LookupAsync(DnsQuestion question, CancellationToken token) =>
        AliasWalk.FollowAsync(question, asked => LinkAsync(asked, 0, token));

    public Task<Link> LinkAsync(DnsQuestion question, CancellationToken token) => LinkAsync(question, 0, token);

    public async IAsyncEnumerable<Link> OthersAsync(
        DnsQuestion question, string seen, [EnumeratorCancellation] CancellationToken token)
    {
        var zone = ZoneToAsk(question);
        await foreach (var (name, peer) in ServersAsync(zone, 0, token))
        {
            var server = Shown(name, peer);
            if (server == seen || _dead.ContainsKey(peer) || _questions++ >= Most)
            {
                continue;
            }

            var reply = await client.AskAsync(peer, question, Options, token);
            if (reply.Message is { } message && ReplyReading.OfServer(message, question, zone).Link is { } link)
            {
                yield return link with { Message = message, Server = server };
            }
        }
    }

    /// <summary>A DS stands at the parent (RFC 4035 section 3.1.4.1).</summary>
    private DnsName ZoneToAsk(DnsQuestion question) => ZoneOf(question.Type == RecordType.DS ? question.Name.Parent : question.Name);

    private static string Shown(string name, IPEndPoint peer) => $"{name} ({peer.Address})";

    private async Task<Link> LinkAsync(DnsQuestion question, int depth, CancellationToken token)
    {
        if (!_links.TryGetValue(question, out var link))
        {
            link = await DescendAsync(question, depth, token);
            _links[question] = link;
        }

        return link;
    }

    private async Task<Link> DescendAsync(DnsQuestion question, int depth, CancellationToken token)
    {
        for (var i = 0; i < MaximumReferrals; i++)
        {
            var zone = ZoneToAsk(question);
            var reading = await AskZoneAsync(zone, question, depth, token);
            if (reading.Link is { } link)
            {
                return link;
            }

            // Strictly deeper than the zone that was asked: ReplyReading sees to it.
            _zones[reading.Referral!.Zone] = reading.Referral;
        }

        return new Link(LookupStatus.Failed) { Detail = Saying.Of("dns.referrals") };
    }

    private async Task<Reading> AskZoneAsync(DnsName zone, DnsQuestion question, int depth, CancellationToken token)
    {
        var (tried, spoke, silent, details) = (0, false, false, new List<Saying>());
        await foreach (var (name, peer) in ServersAsync(zone, depth, token))
        {
            if (!_dead.TryGetValue(peer, out var reply))
            {
                if (tried++ == MaximumServers || _questions++ >= Most)
                {
                    break;
                }

                reply = await client.AskAsync(peer, question, Options, token);
            }

            if (reply.Message is not { } message)
            {
                _dead[peer] = reply;
                spoke |= reply.Status is ReplyStatus.Malformed or ReplyStatus.Mismatch or ReplyStatus.TcpBroken;
                silent |= reply.Status is ReplyStatus.Timeout or ReplyStatus.Refused;
                details.Add(ReplyText.Of(Shown(name, peer), reply));
                continue;
            }

            var reading = ReplyReading.OfServer(message, question, zone);
            if (reading.Useless is null)
            {
                return reading with { Link = reading.Link is null ? null : reading.Link with { Message = message, Server = Shown(name, peer) } };
            }

            spoke = true;
            details.Add(reading.Useless(Shown(name, peer)));
        }

        return new()
        {
            Link = new Link(spoke ? LookupStatus.Failed : silent || details.Count == 0 ? LookupStatus.Silent : LookupStatus.Blocked)
            {
                Detail = Unanswered(zone, details),
            },
        };
    }

    private static Saying Unanswered(DnsName zone, List<Saying> details)
    {
        var why = details.Take(MaximumServers).DefaultIfEmpty(Saying.Of("dns.no-server-address")).Aggregate((before, next) => Saying.Of("and", before, next));
        return Saying.Of("dns.no-server", zone.Shown, zone.IsRoot ? Saying.Of("and", why, Saying.Of("dns.port-closed")) : why);
    }

    /// <summary>Addresses of a zone's servers: glue first, then those that have to be looked up.</summary>
    private async IAsyncEnumerable<(string Name, IPEndPoint Peer)> ServersAsync(
        DnsName zone, int depth, [EnumeratorCancellation] CancellationToken token)
    {
        if (zone.IsRoot)
        {
            foreach (var root in roots.Servers)
            {
                yield return ("a root server", new IPEndPoint(root, roots.Port));
            }

            yield break;
        }

        var delegation = _zones[zone];
        foreach (var server in delegation.Servers)
        {
            if (map?.Find(server) is { } elsewhere)
            {
                yield return (server.Shown, elsewhere);
            }
        }

        foreach (var (server, addresses) in delegation.Glue)
        {
            foreach (var address in addresses)
            {
                yield return (server.Shown, new IPEndPoint(address, roots.Port));
            }
        }

        foreach (var server in delegation.Servers.Where(server => depth < MaximumDepth && !(delegation.Glue.TryGetValue(server, out var glue) && glue.Count > 0)))
        {
            // A name inside the zone without glue can only be found through the zone itself: never.
            if (server.IsAtOrBelow(zone))
            {
                continue;
            }

            foreach (var type in (RecordType[])[RecordType.A, RecordType.AAAA])
            {
                var link = await LinkAsync(new DnsQuestion(server, type), depth + 1, token);
                foreach (var data in link.Records.Select(record => record.Data).OfType<AddressData>())
                {
                    yield return (server.Shown, new IPEndPoint(data.Address, roots.Port));
                }
            }
        }
    }
}
