using System.Text;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>The SOA: one serial everywhere, times that make sense (RFC 1912 section 2.2, RFC 2308 section 5).</summary>
internal sealed class SoaRule : IDnsRule
{
    private const uint Day = 86_400;

    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        if (facts.Zone is not { } zone)
        {
            return [];
        }

        var unstable = zone.Servers.Where(server => server.IsUnstable(zone.Name))
            .Select(server => Found.Warning("soa-serial-unstable", server.Shown, $"{server.Shown} shows another serial of {zone.Name.Shown} at each question."));
        var starts = zone.Servers.Where(server => server.Start(zone.Name) is not null).ToList();
        return starts.Count == 0 ? [] : [.. unstable, .. Serials(zone, [.. starts.Where(server => !server.IsUnstable(zone.Name))]), .. Values(zone, starts[0].Start(zone.Name)!)];
    }

    /// <summary>Told only when they differ twice.</summary>
    private static IEnumerable<Finding> Serials(ZoneFacts zone, List<ServerFacts> servers)
    {
        var serials = servers.Select(server => (server.Shown, (ServerFacts.Start(server.Settled, zone.Name) ?? server.Start(zone.Name)!).Serial)).ToList();
        if (serials.Select(item => item.Serial).Distinct().Count() > 1)
        {
            var seen = string.Join(", ", serials.Select(item => $"{item.Serial} at {item.Shown}"));
            yield return Found.Warning("soa-serial-mismatch", zone.Name.Shown, $"The servers of {zone.Name.Shown} hold different serials: {seen}.", seen);
        }
    }

    private static IEnumerable<Finding> Values(ZoneFacts zone, SoaData soa)
    {
        var name = zone.Name.Shown;
        if (soa.Retry >= soa.Refresh)
        {
            yield return Found.Warning("soa-retry-not-below-refresh", name, $"The SOA of {name} retries after {soa.Retry} s, not sooner than its refresh of {soa.Refresh} s.");
        }

        if (soa.Expire < 7 * Day || soa.Expire <= (ulong)soa.Refresh + soa.Retry)
        {
            yield return Found.Warning("soa-expire-short", name, $"Secondaries drop {name} after {soa.Expire} s without its primary; two to four weeks are usual.");
        }

        if (soa.Negative > Day)
        {
            yield return Found.Warning("soa-negative-ttl-high", name, $"Resolvers remember for {soa.Negative} s that a name below {name} does not exist; one to three hours are usual.");
        }

        // The first label is the local part, in which a dot is escaped; an @ in it shows that an address was written as it is.
        if (soa.Mailbox.Labels < 2 || Encoding.Latin1.GetString(soa.Mailbox.Wire).Contains('@', StringComparison.Ordinal))
        {
            yield return Found.Warning("soa-rname-invalid", name, $"The mailbox {soa.Mailbox.Shown} in the SOA of {name} is none; write hostmaster.{name}.");
        }

        var names = (zone.Parent ?? []).Union(zone.Child).ToList();
        if (names.Count > 0 && !names.Contains(soa.Primary))
        {
            yield return Found.Info("soa-mname-not-ns", name, $"The primary {soa.Primary.Shown} in the SOA of {name} is none of its name servers.", soa.Primary.Shown);
        }
    }
}
