using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>Where a DMARC record sends reports, and whether another organisation agreed to get them (RFC 9990 section 4).</summary>
internal static class DmarcReports
{
    public static IEnumerable<Finding> Judge(AnswerBook answers, DmarcFound found)
    {
        var name = found.At.Shown;
        if (!found.Record.Tags.ContainsKey("rua"))
        {
            yield return Found.Info("dmarc-no-reports", name, $"{name} asks for no reports; add rua.");
        }

        foreach (var report in found.Record.Reports)
        {
            if (DmarcRecord.DomainOf(report) is not { } domain || !DnsName.TryParse(domain, out var target))
            {
                yield return Found.Error("dmarc-rua-invalid", name, $"The report address {report} of {name} is no mailto: URI.", report);
            }
            else if (IsForeign(answers, found.At, target) && DnsName.TryParse($"{name}._report._dmarc.{domain}", out var consent)
                && answers.Find(consent, RecordType.TXT) is { IsKnown: true } answer && !answer.Data<TextData>().Any(text => DmarcRecord.Is(text.Joined)))
            {
                yield return Found.Error("dmarc-external-unauthorised", name, $"Reports of {name} go to {domain}, which does not accept them: {consent.Shown} is missing there.", domain);
            }
        }
    }

    /// <summary>Another organisation; false as long as that is not known.</summary>
    private static bool IsForeign(AnswerBook answers, DnsName from, DnsName to) =>
        !to.IsAtOrBelow(from) && !from.IsAtOrBelow(to)
        && DmarcSearch.OrganisationOf(answers, from) is { } own && DmarcSearch.OrganisationOf(answers, to) is { } other && !own.Equals(other);
}
