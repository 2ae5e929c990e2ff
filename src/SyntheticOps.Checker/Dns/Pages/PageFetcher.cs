using System.Net;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Network;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Pages;

/// <summary>Fetches a page by the checker's own transport: address policy at every hop, caps, no redirects.</summary>
internal sealed class PageFetcher(HttpTransport transport, CheckRun run, TimeProvider clock)
{
    public const int MaximumText = 64 * 1024;

    /// <summary>A slow page is no reason to lose what the name servers said.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Connects to the addresses that the check itself found, which in a private tree no other resolver knows.</summary>
    public static ProbeDialer Dialer(IDnsLookup lookup, TimeProvider clock, ConnectTo? connectTo = null) => new(clock, resolve: (host, token) => AddressesAsync(lookup, host, token), connectTo);

    private static async Task<IPAddress[]> AddressesAsync(IDnsLookup lookup, string host, CancellationToken token)
    {
        var all = new List<IPAddress>();
        foreach (var type in DnsName.TryParse(host, out _) ? (RecordType[])[RecordType.A, RecordType.AAAA] : [])
        {
            all.AddRange((await lookup.LookupAsync(new DnsQuestion(DnsName.Parse(host), type), token)).Data<AddressData>().Select(data => data.Address));
        }

        return [.. all];
    }

    public async Task<PageAnswer> FetchAsync(Uri url, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        using var patience = new CancellationTokenSource(Limit, clock);
        await using var ends = patience.Token.UnsafeRegister(state => ((CancellationTokenSource)state!).Cancel(), limit);
        var seen = await transport.FetchAsync(new HttpFetch(url) { MaximumRedirects = 0, MayFail = true }, run, limit.Token);
        token.ThrowIfCancellationRequested();
        if (seen.Failure is { } failure)
        {
            var unknown = failure.Outcome == Outcome.Unknown || failure.Reason is Reasons.Timeout or Reasons.NameResolutionError;
            return new PageAnswer(url, unknown ? PageStatus.Unknown : PageStatus.Failed) { Detail = failure.Message };
        }

        var text = seen.Text();
        return new PageAnswer(url, PageStatus.Answered)
        {
            Code = seen.Status,
            MediaType = seen.HeaderValues("Content-Type").FirstOrDefault("").Split(';')[0].Trim().ToLowerInvariant(),
            Text = text.Length > MaximumText ? text[..MaximumText] : text,
        };
    }
}
