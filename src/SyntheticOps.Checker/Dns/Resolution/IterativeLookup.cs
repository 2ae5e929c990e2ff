using System.Net;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Resolution;

/// <summary>
/// Asks the authoritative servers, from the root down, with a memory for one run. Bounded in every direction: questions,
/// depth of looking up server names, servers of a zone, referrals and aliases. Not for several threads.
/// </summary>
internal sealed class IterativeLookup(DnsClient client, DnsRoots roots) : IDnsLookup
{
    /// <summary>Questions of one run; a plain shop needs about thirty.</summary>
    public const int MaximumQuestions = 250;

    private const int MaximumServers = 4;
    private const int MaximumReferrals = 40;

    /// <summary>A server's name may need a server whose name needs a server ...</summary>
    private const int MaximumDepth = 4;

    private static readonly AskOptions Options = AskOptions.Authority with { PerTry = TimeSpan.FromSeconds(1.5) };

    private readonly Dictionary<DnsName, Delegation> _zones = [];
    private readonly Dictionary<DnsQuestion, Link> _links = [];
    private readonly Dictionary<IPAddress, DnsReply> _dead = [];
    private int _questions;

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
            var zone = ZoneOf(question.Name);
            var reading = await AskZoneAsync(zone, question, depth, token);
            if (reading.Link is { } link)
            {
                return link;
            }

            // Strictly deeper than the zone that was asked: ReplyReading sees to it.
            _zones[reading.Referral!.Zone] = reading.Referral;
        }

        return new Link(LookupStatus.Failed) { Detail = "there are more referrals than a name can have" };
    }

    private async Task<Reading> AskZoneAsync(DnsName zone, DnsQuestion question, int depth, CancellationToken token)
    {
        var (tried, spoke, silent, details) = (0, false, false, new List<string>());
        await foreach (var (name, address) in ServersAsync(zone, depth, token))
        {
            if (!_dead.TryGetValue(address, out var reply))
            {
                if (tried++ == MaximumServers || _questions++ >= MaximumQuestions)
                {
                    break;
                }

                reply = await client.AskAsync(new IPEndPoint(address, roots.Port), question, Options, token);
            }

            if (reply.Message is not { } message)
            {
                _dead[address] = reply;
                spoke |= reply.Status is ReplyStatus.Malformed or ReplyStatus.Mismatch or ReplyStatus.TcpBroken;
                silent |= reply.Status is ReplyStatus.Timeout or ReplyStatus.Refused;
                details.Add($"{name} ({address}) {ReplyText.Of(reply)}");
                continue;
            }

            var reading = ReplyReading.OfServer(message, question, zone);
            if (reading.Useless is null)
            {
                return reading;
            }

            spoke = true;
            details.Add($"{name} ({address}) {reading.Useless}");
        }

        return new()
        {
            Link = new Link(spoke ? LookupStatus.Failed : silent || details.Count == 0 ? LookupStatus.Silent : LookupStatus.Blocked)
            {
                Detail = $"no server of {zone.Shown} gave an answer: {(details.Count == 0 ? "none has an address" : string.Join("; ", details.Take(MaximumServers)))}{(zone.IsRoot ? "; where port 53 is closed or intercepted, name resolvers to ask" : "")}",
            },
        };
    }

    /// <summary>Addresses of a zone's servers: glue first, then those that have to be looked up.</summary>
    private async IAsyncEnumerable<(string Name, IPAddress Address)> ServersAsync(
        DnsName zone, int depth, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        if (zone.IsRoot)
        {
            foreach (var root in roots.Servers)
            {
                yield return ("a root server", root);
            }

            yield break;
        }

        var delegation = _zones[zone];
        foreach (var (server, addresses) in delegation.Glue)
        {
            foreach (var address in addresses)
            {
                yield return (server.Shown, address);
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
                    yield return (server.Shown, data.Address);
                }
            }
        }
    }
}
