using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Resolution;

/// <summary>Asks for one name without following aliases, with the signatures and proofs that a validator needs.</summary>
internal interface ISignedLookup
{
    /// <summary>The first usable reply; a DS is asked of the parent.</summary>
    Task<Link> LinkAsync(DnsQuestion question, CancellationToken token);

    /// <summary>The replies of the zone's other servers, one by one.</summary>
    /// <param name="seen">The server that is left out: <see cref="Link.Server"/> of the first reply.</param>
    IAsyncEnumerable<Link> OthersAsync(DnsQuestion question, string seen, CancellationToken token);
}
