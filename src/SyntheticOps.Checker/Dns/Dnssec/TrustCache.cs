using System.Collections.Concurrent;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>Zones that were proven secure or insecure, as long as TTLs and signatures allow; never what is bogus or unknown.</summary>
internal sealed class TrustCache(TimeProvider clock)
{
    private const int MostZones = 10_000;

    /// <summary>Longer than that, and a roll-over or a broken parent would be seen too late.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<DnsName, (ZoneTrust Trust, DateTimeOffset Until)> _zones = [];

    public ZoneTrust? Find(DnsName zone) => _zones.TryGetValue(zone, out var known) && known.Until > clock.GetUtcNow() ? known.Trust : null;

    public void Add(ZoneTrust trust)
    {
        if (trust.Status is not (Trust.Secure or Trust.Insecure))
        {
            return;
        }

        if (_zones.Count >= MostZones)
        {
            _zones.Clear();
        }

        var latest = clock.GetUtcNow() + Longest;
        _zones[trust.Zone] = (trust, trust.Until < latest ? trust.Until : latest);
    }

    /// <summary>The zone and what is below it are to be proven anew.</summary>
    public void Forget(DnsName zone)
    {
        foreach (var known in _zones.Keys.Where(known => known.IsAtOrBelow(zone)))
        {
            _zones.TryRemove(known, out _);
        }
    }
}
