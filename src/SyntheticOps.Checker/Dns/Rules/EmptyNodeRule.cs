using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>A name with names below it exists, even without records (RFC 8020): resolvers that hear NXDOMAIN deny all that is below.</summary>
internal sealed class EmptyNodeRule : IDnsRule
{
    public const string Code = "ent-nxdomain";

    private static readonly (string Label, RecordType Type)[] Likely = [("www", RecordType.A), ("_dmarc", RecordType.TXT)];

    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        if (!facts.IsAuthoritative)
        {
            return [];
        }

        var gone = IsGone(facts, facts.Name);
        var below = gone
            // A name that does not exist is asked for what would stand below it.
            ? Likely.Select(item => facts.Name.Child(item.Label) is { } name ? facts.Answers.Find(name, item.Type) : null).OfType<LookupAnswer>()
            : facts.Answers.All;
        var top = gone ? facts.Name.Parent : facts.Zone?.Name;
        var found = below.Where(answer => answer.Status == LookupStatus.Found && top is not null && answer.Question.Name.IsAtOrBelow(top)).ToList();
        return found.SelectMany(answer => Between(answer.Question.Name, top!)).Distinct().Where(name => IsGone(facts, name))
            .Select(name => Found.Error(Code, name.Shown, $"The servers say that {name.Shown} does not exist, although there are names below it; they have to answer without data (RFC 8020)."))
            .ToList();
    }

    private static bool IsGone(DnsFacts facts, DnsName name) => facts.Answers.Find(name, RecordType.A) is { Status: LookupStatus.NXDomain, Chain: [] };

    /// <summary>The names strictly between a name and the start of its zone.</summary>
    private static IEnumerable<DnsName> Between(DnsName name, DnsName zone)
    {
        for (var at = name.Parent; at.Labels > zone.Labels; at = at.Parent)
        {
            yield return at;
        }
    }
}
