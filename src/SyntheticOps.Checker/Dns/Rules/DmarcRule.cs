using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>One DMARC record, found by walking up the tree, that asks for something (RFC 9989).</summary>
internal sealed class DmarcRule : IDnsRule
{
    /// <summary>RFC 9989 section 4.10: at most eight questions.</summary>
    private const int MaximumQuestions = 8;

    private static readonly string[] Obsolete = ["pct", "rf", "ri"];
    private static readonly string[] Known = ["p", "sp", "np", "rua", "ruf", "adkim", "aspf", "fo", "psd", "t", .. Obsolete];

    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        if (!facts.Dmarc)
        {
            return [];
        }

        var name = facts.Name.Shown;
        foreach (var at in Walk(facts.Name))
        {
            if (at.Child("_dmarc") is not { } place || facts.Answers.Find(place, RecordType.TXT) is not { IsKnown: true } answer)
            {
                return [];
            }

            var records = answer.Data<TextData>().Select(text => text.Joined).Where(DmarcRecord.Is).ToList();
            if (records.Count > 1)
            {
                return [Found.Error("dmarc-multiple", place.Shown, $"{place.Shown} has {records.Count} DMARC records, and receivers use none of them; keep one.")];
            }

            if (records is [var only])
            {
                return Judge(facts, at, DmarcRecord.Parse(only));
            }
        }

        return [Found.Error("dmarc-missing", name, $"{name} has no DMARC record: publish a TXT \"v=DMARC1; p=none; rua=mailto:...\" at _dmarc.{name}, then tighten it.")];
    }

    /// <summary>The name, then its parents; long names skip to the last seven labels.</summary>
    private static IEnumerable<DnsName> Walk(DnsName name)
    {
        yield return name;
        var at = name.Parent;
        while (at.Labels >= MaximumQuestions)
        {
            at = at.Parent;
        }

        for (; !at.IsRoot; at = at.Parent)
        {
            yield return at;
        }
    }

    private static List<Finding> Judge(DnsFacts facts, DnsName at, DmarcRecord record)
    {
        var name = at.Shown;
        List<Finding> findings = [.. Policy(name, record, at.Equals(facts.Name)), .. Reports(facts, at, record), .. Tags(name, record)];
        if (!at.Equals(facts.Name))
        {
            findings.Add(Found.Info("dmarc-inherited", facts.Name.Shown, $"{facts.Name.Shown} follows the DMARC record of {name}.", name));
        }

        if (!findings.Exists(finding => finding.Severity == Severity.Error) && DmarcRecord.Rank(record.Policy) > 0)
        {
            findings.Add(Found.Info("dmarc-ok", name, $"{name} asks to {record.Policy} mail that is not its own."));
        }

        return findings;
    }

    private static IEnumerable<Finding> Policy(string name, DmarcRecord record, bool own)
    {
        if (!record.HasKnownPolicy)
        {
            yield return record.Reports.Any(report => DmarcRecord.DomainOf(report) is not null)
                ? Found.Error("dmarc-policy-invalid", name, $"The policy p={record.Policy} of {name} is none of none, quarantine, reject.", record.Policy)
                : Found.Error("dmarc-malformed", name, $"The DMARC record of {name} cannot be used: p={record.Policy} and no address for reports.", record.Policy);
            yield break;
        }

        if (record.Policy == "none" && (own || !record.Tags.ContainsKey("sp")))
        {
            yield return Found.Warning("dmarc-monitoring-only", name, $"{name} only watches (p=none): forged mail is delivered.");
        }

        foreach (var tag in new[] { "sp", "np" })
        {
            if (record.Tags.TryGetValue(tag, out var weaker) && DmarcRecord.Rank(weaker) is >= 0 and var rank && rank < DmarcRecord.Rank(record.Policy))
            {
                yield return Found.Warning("dmarc-subdomains-open", name, $"The policy of {name} for subdomains ({tag}={weaker}) is weaker than its own (p={record.Policy}).", tag, weaker);
            }
        }

        if (record.Tags.GetValueOrDefault("t") is "y" or "Y")
        {
            yield return Found.Warning("dmarc-testing", name, $"{name} is testing (t=y): its policy counts one step lower.");
        }
    }

    private static IEnumerable<Finding> Reports(DnsFacts facts, DnsName at, DmarcRecord record)
    {
        var name = at.Shown;
        if (!record.Tags.ContainsKey("rua"))
        {
            yield return Found.Info("dmarc-no-reports", name, $"{name} asks for no reports; add rua.");
        }

        foreach (var report in record.Reports)
        {
            if (DmarcRecord.DomainOf(report) is not { } domain || !DnsName.TryParse(domain, out var target))
            {
                yield return Found.Error("dmarc-rua-invalid", name, $"The report address {report} of {name} is no mailto: URI.", report);
                continue;
            }

            if (target.IsAtOrBelow(at) || at.IsAtOrBelow(target) || !DnsName.TryParse($"{name}._report._dmarc.{domain}", out var consent))
            {
                continue;
            }

            if (facts.Answers.Find(consent, RecordType.TXT) is { IsKnown: true } answer && !answer.Data<TextData>().Any(text => DmarcRecord.Is(text.Joined)))
            {
                yield return Found.Error("dmarc-external-unauthorised", name, $"Reports of {name} go to {domain}, which does not accept them: {consent.Shown} is missing there.", domain);
            }
        }
    }

    private static IEnumerable<Finding> Tags(string name, DmarcRecord record)
    {
        if (record.Tags.TryGetValue("pct", out var percent) && percent != "100")
        {
            yield return Found.Warning("dmarc-pct-partial", name, $"The policy of {name} counts for {percent} % of mail only.", percent);
        }

        foreach (var tag in record.Tags.Keys.Where(tag => Obsolete.Contains(tag, StringComparer.OrdinalIgnoreCase)))
        {
            yield return Found.Info("dmarc-tag-obsolete", name, $"RFC 9989 removed the tag {tag}.", tag);
        }

        if (record.Reports.Any(report => report.Contains('!', StringComparison.Ordinal)))
        {
            yield return Found.Info("dmarc-tag-obsolete", name, "RFC 9989 removed the size after a report address.", "!size");
        }

        foreach (var tag in record.Tags.Keys.Where(tag => !Known.Contains(tag, StringComparer.OrdinalIgnoreCase)))
        {
            yield return Found.Info("dmarc-unknown-tag", name, $"Receivers ignore the tag {tag} of {name}.", tag);
        }
    }
}
