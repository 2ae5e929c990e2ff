using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>An alias stands alone (RFC 1034 section 3.6.2, RFC 2181 section 10.1); at the start of a zone it cannot.</summary>
internal sealed class AliasBesideDataRule : IDnsRule
{
    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        if (!facts.IsAuthoritative || facts.Answers.Find(facts.Name, RecordType.CNAME) is not { Status: LookupStatus.Found } alias || alias.Data<NameData>().FirstOrDefault() is not { } target)
        {
            return [];
        }

        var name = facts.Name.Shown;
        if (facts.Zone?.Name.Equals(facts.Name) == true)
        {
            return [Found.Error("cname-at-apex", name, $"{name} is the apex of its zone and an alias of {target.Target.Shown}; the SOA and NS there allow none.", target.Target.Shown)];
        }

        var beside = facts.Answers.All
            .Where(answer => answer is { Status: LookupStatus.Found, Chain: [], Question.Type: not RecordType.CNAME } && answer.Question.Name.Equals(facts.Name))
            .Select(answer => WireText.Type(answer.Question.Type)).Order(StringComparer.Ordinal).ToList();
        return beside.Count == 0
            ? []
            : [Found.Error("cname-and-other-data", name, $"{name} is an alias of {target.Target.Shown} and has {string.Join(", ", beside)} too; keep only the alias.", target.Target.Shown, string.Join(", ", beside))];
    }
}
