using System.Net;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Resolution;

/// <summary>Asks a resolver, which does the rest.</summary>
internal sealed class ResolverLookup(DnsClient client, IPEndPoint resolver) : IDnsLookup
{
    public IPEndPoint Resolver => resolver;

    public Task<LookupAnswer> LookupAsync(DnsQuestion question, CancellationToken token) =>
        AliasWalk.FollowAsync(question, asked => AskAsync(asked, token));

    private async Task<Link> AskAsync(DnsQuestion question, CancellationToken token)
    {
        var reply = await client.AskAsync(resolver, question, AskOptions.Resolver, token);
        if (reply.Message is not { } message)
        {
            return new Link(reply.Status switch
            {
                ReplyStatus.Malformed or ReplyStatus.Mismatch or ReplyStatus.TcpBroken => LookupStatus.Failed,
                ReplyStatus.Blocked => LookupStatus.Blocked,
                _ => LookupStatus.Silent,
            })
            {
                Detail = $"{resolver} {ReplyText.Of(reply)}",
            };
        }

        var reading = ReplyReading.OfResolver(message, question);
        return reading.Link ?? new Link(LookupStatus.Failed) { Detail = $"{resolver} {reading.Useless}" };
    }
}
