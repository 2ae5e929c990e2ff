using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>A name that nobody can have made is answered all the same (RFC 4592). Asked with a label made up for this run.</summary>
internal sealed class WildcardRule : IDnsRule
{
    private static readonly RecordType[] Types = [RecordType.A, RecordType.AAAA, RecordType.TXT, RecordType.MX];

    public IEnumerable<Finding> Judge(DnsFacts facts) => facts.Stray is { } label
        ? Places(facts).Where(place => place.Child(label) is { } name && IsAnswered(facts, name))
            .Select(place => Found.Info("wildcard", place.Shown, $"A wildcard answers every name below {place.Shown}; check that it is meant."))
        : [];

    /// <summary>Below the name, and beside it as far as that is its own zone: a name that exists hides the wildcard above it.</summary>
    private static IEnumerable<DnsName> Places(DnsFacts facts)
    {
        yield return facts.Name;
        var parent = facts.Name.Parent;
        if (parent.Labels > 1 && (facts.Zone is null || parent.IsAtOrBelow(facts.Zone.Name)))
        {
            yield return parent;
        }
    }

    /// <summary>NODATA is no proof by itself: signers that deny compactly (RFC 9824) say it of names that do not exist.</summary>
    private static bool IsAnswered(DnsFacts facts, DnsName name)
    {
        foreach (var type in Types)
        {
            switch (facts.Answers.Find(name, type))
            {
                case { Status: LookupStatus.Found } or { Chain.Count: > 0 }:
                    return true;
                case { Status: LookupStatus.NoData }:
                    break;
                default:
                    return false;
            }
        }

        return false;
    }
}
