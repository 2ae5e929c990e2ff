using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>
/// Servers of a zone that hold one serial hold the same records. Sets that live shorter than five minutes are left out, and
/// servers that answer differently each time: they balance load.
/// </summary>
internal sealed class SameDataRule : IDnsRule
{
    private const uint Steady = 300;

    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        if (facts.Zone is not { } zone)
        {
            yield break;
        }

        foreach (var group in zone.Servers.Where(server => server.Start(zone.Name) is not null && !server.IsUnstable(zone.Name)).GroupBy(server => server.Start(zone.Name)!.Serial))
        {
            foreach (var type in group.SelectMany(server => server.Sets.Keys).Distinct().Order())
            {
                var seen = group.Select(server => (server.Shown, Set: Set(server, facts.Name, type))).Where(item => item.Set is not null).ToList();
                if (seen.Find(item => item.Set != seen[0].Set) is { Set: { } other } differs)
                {
                    yield return Found.Error(
                        "ns-data-mismatch",
                        $"{facts.Name.Shown} {WireText.Type(type)}",
                        $"Under the serial {group.Key}, {seen[0].Shown} says {Text(seen[0].Set!)} for {facts.Name.Shown} {WireText.Type(type)} and {differs.Shown} says {Text(other)}.",
                        Text(seen[0].Set!),
                        Text(other));
                }
            }
        }
    }

    /// <summary>What differs between two servers, for the survey to ask again.</summary>
    public static bool Differs(DnsReply one, DnsReply other, DnsName name, RecordType type) =>
        Set(one, name, type) is { } left && Set(other, name, type) is { } right && left != right;

    /// <summary>The set as text; null when it cannot be compared.</summary>
    private static string? Set(ServerFacts server, DnsName name, RecordType type) =>
        server.Sets.TryGetValue(type, out var reply) && Set(reply, name, type) is { } set
        && (!server.Again.TryGetValue(type, out var again) || Set(again, name, type) == set)
            ? set
            : null;

    private static string? Set(DnsReply reply, DnsName name, RecordType type)
    {
        if (reply.Message is not { IsAuthoritative: true, Code: ResponseCode.NoError or ResponseCode.NXDomain } message)
        {
            return null;
        }

        var own = message.Answers.Where(record => record.Owner.Equals(name) && (record.Type == type || record.Type == RecordType.CNAME)).ToList();
        return own.Exists(record => record.EffectiveTtl < Steady)
            ? null
            : string.Join(", ", own.Select(record => record.Data is AddressData or NameData or MxData ? record.Data.ToString()!.ToLowerInvariant() : record.Data.ToString()).Distinct().Order(StringComparer.Ordinal));
    }

    private static string Text(string set) => set.Length == 0 ? "nothing" : set;
}
