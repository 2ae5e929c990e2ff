using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Resolution;

/// <summary>A way to ask: of the authoritative servers, from the root down, or of a resolver.</summary>
internal interface IDnsLookup
{
    Task<LookupAnswer> LookupAsync(DnsQuestion question, CancellationToken token);
}
