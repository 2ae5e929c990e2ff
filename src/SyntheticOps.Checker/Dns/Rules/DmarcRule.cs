using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>One DMARC record, found by walking up the tree, that asks for something (RFC 9989).</summary>
internal sealed class DmarcRule : IDnsRule
{
    private static readonly string[] Obsolete = ["pct", "rf", "ri"];
    private static readonly string[] Known = ["v", "p", "sp", "np", "rua", "ruf", "adkim", "aspf", "fo", "psd", "t", .. Obsolete];

    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        if (!facts.Looks(MailParts.Dmarc))
        {
            return [];
        }

        var found = DmarcSearch.Find(facts.Answers, facts.Name);
        var (name, place) = (facts.Name.Shown, $"_dmarc.{found.At.Shown}");
        return found.End switch
        {
            DmarcSearchEnd.Unknown => [],
            DmarcSearchEnd.Found => Judge(facts, found),
            DmarcSearchEnd.Several => [Found.Error("dmarc-multiple", place, $"{place} has several DMARC records, and receivers use none of them; keep one.")],
            DmarcSearchEnd.Malformed => [Found.Error("dmarc-malformed", place, $"{place} begins as a DMARC record, and receivers take it for none: a semicolon follows v=DMARC1.")],
            _ => [Found.Error("dmarc-missing", name, $"{name} has no DMARC record: publish a TXT \"v=DMARC1; p=none; rua=mailto:...\" at _dmarc.{name}, then tighten it.")],
        };
    }

    private static List<Finding> Judge(DnsFacts facts, DmarcFound found)
    {
        var (name, record, own) = (found.At.Shown, found.Record, found.At.Equals(facts.Name));
        List<Finding> findings = [.. Policy(name, record, own), .. DmarcReports.Judge(facts.Answers, found), .. Tags(name, record)];
        if (!own)
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
        if (record.UnknownPolicy is { } unknown)
        {
            yield return record.Reports.Any(report => DmarcRecord.DomainOf(report) is not null)
                ? Found.Error("dmarc-policy-invalid", name, $"The policy {unknown} of {name} is none of none, quarantine, reject, so that it counts as none.", unknown)
                : Found.Error("dmarc-malformed", name, $"The DMARC record of {name} cannot be used: {unknown} and no address for reports.", unknown);
            yield break;
        }

        if (record.Policy == "none" && (own || !record.Tags.ContainsKey("sp")))
        {
            yield return Found.Warning("dmarc-monitoring-only", name, $"{name} only watches (p=none): forged mail is delivered.");
        }

        foreach (var tag in new[] { "sp", "np" })
        {
            if (record.Tags.TryGetValue(tag, out var weaker) && DmarcRecord.Rank(weaker) < DmarcRecord.Rank(record.Policy))
            {
                yield return Found.Warning("dmarc-subdomains-open", name, $"The policy of {name} for subdomains ({tag}={weaker}) is weaker than its own (p={record.Policy}).", tag, weaker);
            }
        }

        if (record.Tags.GetValueOrDefault("t") is "y" or "Y")
        {
            yield return Found.Warning("dmarc-testing", name, $"{name} is testing (t=y): its policy counts one step lower.");
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
