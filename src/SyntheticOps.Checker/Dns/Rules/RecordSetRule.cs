using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>Sets of records of the watched name: size, duplicates, times to live (RFC 2181 sections 5 and 8).</summary>
internal sealed class RecordSetRule : IDnsRule
{
    private const int Many = 32;
    private const uint Minute = 60;
    private const uint Short = 300;
    private const uint Week = 7 * 86_400;

    public IEnumerable<Finding> Judge(DnsFacts facts) =>
        from answer in facts.Answers.All
        where answer.Status == LookupStatus.Found && answer.Chain.Count == 0 && answer.Question.Name.Equals(facts.Name)
        from finding in Judge(answer, facts.IsAuthoritative)
        select finding;

    private static IEnumerable<Finding> Judge(LookupAnswer answer, bool authoritative)
    {
        var (subject, records) = (answer.Question.ToString(), answer.Records);
        if (records.Count > Many && answer.Question.Type is (RecordType.A or RecordType.AAAA))
        {
            yield return Found.Info("address-many", subject, $"{subject} has {records.Count} addresses; large answers need TCP.");
        }

        if (records.DistinctBy(record => record.Data.ToString()).Count() < records.Count)
        {
            yield return Found.Info("rr-duplicate", subject, $"{subject} holds the same record twice.");
        }

        if (records.Any(record => record.Ttl > int.MaxValue))
        {
            yield return Found.Warning("ttl-invalid", subject, $"A time to live of {subject} has its top bit set and counts as 0.");
        }
        else if (records.Select(record => record.Ttl).Distinct().Count() > 1)
        {
            yield return Found.Warning("ttl-mixed", subject, $"The records of {subject} have different times to live.");
        }
        else if (authoritative && records[0].Ttl < Minute)
        {
            yield return Found.Warning("ttl-low", subject, $"{subject} may be remembered for {records[0].Ttl} s only; 300 s or more spare your servers and customers.");
        }
        else if (authoritative && records[0].Ttl < Short)
        {
            yield return Found.Info("ttl-short", subject, $"{subject} may be remembered for {records[0].Ttl} s; 300 s or more are usual.");
        }
        else if (records[0].Ttl > Week)
        {
            yield return Found.Warning("ttl-high", subject, $"{subject} is remembered for {records[0].Ttl} s; a change takes more than a week.");
        }
    }
}
