using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>Whether the domain that a name belongs to is there for anybody to register; pure.</summary>
internal static class Registration
{
    /// <summary>Second levels below which countries let people register.</summary>
    private static readonly string[] Generic = ["ac", "co", "com", "edu", "gov", "net", "org", "or", "ne", "gob", "asso"];

    /// <summary>The free domain; null when there is none, or that is not known.</summary>
    public static DnsName? Free(AnswerBook answers, DnsName name)
    {
        var domain = Domain(name);
        return domain.Labels > 1 && answers.Find(domain, RecordType.NS) is { Status: LookupStatus.NXDomain, Chain: [] } ? domain : null;
    }

    private static DnsName Domain(DnsName name)
    {
        var at = name;
        while (at.Labels > 3)
        {
            at = at.Parent;
        }

        return at.Labels == 3 && !(at.Parent.Parent.First.Length == 2 && Array.Exists(Generic, label => at.Parent.Shown.StartsWith(label + ".", StringComparison.Ordinal))) ? at.Parent : at;
    }
}
