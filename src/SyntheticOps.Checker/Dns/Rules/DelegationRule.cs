using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>The parent and the zone say the same about servers and their addresses.</summary>
internal sealed class DelegationRule : IDnsRule
{
    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        if (facts.Zone is not { Parent: { } parent } zone)
        {
            yield break;
        }

        var subject = zone.Name.Shown;
        if (zone.Child.Count > 0 && !parent.ToHashSet().SetEquals(zone.Child))
        {
            yield return Found.Warning(
                "ns-parent-child-mismatch",
                subject,
                $"The parent of {subject} names {List(parent)}, the zone itself {List(zone.Child)}; make them equal at the registrar.",
                List(parent),
                List(zone.Child));
        }

        foreach (var server in parent)
        {
            var glue = zone.Glue.GetValueOrDefault(server) ?? [];
            if (server.IsAtOrBelow(zone.Name) && glue.Count == 0)
            {
                yield return Found.Error("glue-missing", subject, $"{server.Shown} stands inside {subject} and the parent gives no address for it.", server.Shown);
            }

            if (glue.Count == 0 || !server.IsAtOrBelow(zone.Name))
            {
                continue;
            }

            foreach (var type in (RecordType[])[RecordType.A, RecordType.AAAA])
            {
                var given = glue.Where(address => (address.GetAddressBytes().Length == 4) == (type == RecordType.A)).ToHashSet();
                if (given.Count > 0 && facts.Answers.Find(server, type) is { IsKnown: true } own && !given.SetEquals(HostNames.Addresses(own)))
                {
                    yield return Found.Error(
                        "glue-mismatch",
                        subject,
                        $"The parent says that {server.Shown} is {string.Join(", ", given)}, the zone says {(own.IsEmpty ? "nothing" : string.Join(", ", HostNames.Addresses(own)))}.",
                        server.Shown,
                        string.Join(", ", given));
                }
            }
        }
    }

    private static string List(IEnumerable<DnsName> names) => string.Join(", ", names.Select(name => name.Shown).Order(StringComparer.Ordinal));
}
