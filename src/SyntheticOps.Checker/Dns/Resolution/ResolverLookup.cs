using System.Net;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Resolution;

/// <summary>Asks a resolver, which does the rest.</summary>
internal sealed class ResolverLookup(DnsClient client, IPEndPoint resolver) : IDnsLookup, ISignedLookup
{
    /// <summary>With signatures, and without the resolver's own judgement: the validator judges.</summary>
    private static readonly AskOptions Signed = AskOptions.Resolver with { Dnssec = true, CheckingDisabled = true };

    public IPEndPoint Resolver => resolver;

    public Task<LookupAnswer> LookupAsync(DnsQuestion question, CancellationToken token) =>
        AliasWalk.FollowAsync(question, asked => AskAsync(asked, AskOptions.Resolver, token));

    public Task<Link> LinkAsync(DnsQuestion question, CancellationToken token) => AskAsync(question, Signed, token);

    public IAsyncEnumerable<Link> OthersAsync(DnsQuestion question, string seen, CancellationToken token) => AsyncEnumerable.Empty<Link>();

    private async Task<Link> AskAsync(DnsQuestion question, AskOptions options, CancellationToken token)
    {
        var reply = await client.AskAsync(resolver, question, options, token);
        if (reply.Message is not { } message)
        {
            return new Link(reply.Status switch
            {
                ReplyStatus.Malformed or ReplyStatus.Mismatch or ReplyStatus.TcpBroken => LookupStatus.Failed,
                ReplyStatus.Blocked => LookupStatus.Blocked,
                _ => LookupStatus.Silent,
            })
            {
                Detail = ReplyText.Of(resolver.ToString(), reply),
            };
        }

        var reading = ReplyReading.OfResolver(message, question);
        return reading.Link is { } link ? link with { Message = message, Server = resolver.ToString() } : new Link(LookupStatus.Failed) { Detail = reading.Useless!(resolver.ToString()) };
    }
}
