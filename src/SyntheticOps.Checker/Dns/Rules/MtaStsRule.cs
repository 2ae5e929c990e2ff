using System.Text.RegularExpressions;
using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.Checker.Dns.Pages;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>MTA-STS (RFC 8461): one record, a policy by https, and every mail host in it.</summary>
internal sealed partial class MtaStsRule : IDnsRule
{
    private const string Version = "STSv1";

    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        if (!facts.Looks(MailParts.MtaSts) || facts.Name.Child("_mta-sts") is not { } place || facts.Answers.Find(place, RecordType.TXT) is not { IsKnown: true } answer)
        {
            return [];
        }

        var name = facts.Name.Shown;
        var texts = answer.Data<TextData>().Select(text => text.Joined).ToList();
        return texts.FindAll(text => TagList.StartsWith(text, Version)) switch
        {
            [] when texts.Exists(text => text.StartsWith("v=STS", StringComparison.OrdinalIgnoreCase)) =>
                [Found.Error("mta-sts-malformed", name, $"{place.Shown} does not begin with \"v=STSv1;\", so that senders ignore it.")],
            [] => [Found.Info("mta-sts-missing", name, $"{name} does not ask for encrypted mail by MTA-STS.")],
            [var only] when !Id().IsMatch(TagList.Read(only, StringComparer.Ordinal).GetValueOrDefault("id", "")) =>
                [Found.Error("mta-sts-malformed", name, $"The id of {place.Shown} is not 1 to 32 letters and digits, so that senders ignore the record.")],
            [_] => Host(facts),
            var several => [Found.Error("mta-sts-multiple", name, $"{place.Shown} has {several.Count} MTA-STS records, and senders use none of them; keep one.")],
        };
    }

    private static Finding[] Host(DnsFacts facts)
    {
        var name = facts.Name.Shown;
        if (facts.Name.Child("mta-sts") is not { } host
            || (facts.Answers.Find(host, RecordType.A), facts.Answers.Find(host, RecordType.AAAA)) is not ({ IsKnown: true } a, { IsKnown: true } aaaa))
        {
            return [];
        }

        if (a.Records.Count + aaaa.Records.Count == 0)
        {
            return [Found.Error("mta-sts-host-missing", name, $"{name} has an MTA-STS record and no host {host.Shown} with the policy.", host.Shown)];
        }

        Finding[] policy = facts.Pages?.Find(new Uri($"https://{host.Shown}/.well-known/mta-sts.txt")) is { } page ? [.. Judge(facts, page)] : [];
        return Array.Exists(policy, finding => finding.Severity == Severity.Error)
            ? policy
            : [.. policy, Found.Info("mta-sts-ok", name, $"{name} asks for encrypted mail by MTA-STS.")];
    }

    private static IEnumerable<Finding> Judge(DnsFacts facts, PageAnswer page)
    {
        var name = facts.Name.Shown;
        if (page is not { Status: PageStatus.Answered, Code: 200 })
        {
            // Silence says nothing; a refusal, a wrong certificate, a redirect or an error page is no policy.
            return page.Status == PageStatus.Unknown
                ? []
                : [Found.Warning("mta-sts-policy-unreachable", name, $"The MTA-STS policy of {name} cannot be fetched, so that mail comes unprotected: {page.Detail ?? $"{page.Url.Host} answers with status {page.Code}."}")];
        }

        var policy = MtaStsPolicy.Parse(page.Text);
        if (policy.Faults.Count > 0)
        {
            return [Found.Error("mta-sts-policy-invalid", name, $"The MTA-STS policy of {name} cannot be used: {string.Join("; ", policy.Faults.Take(3))}.", [.. policy.Faults.Take(3)])];
        }

        IEnumerable<Finding> weak = policy.Mode == "enforce" ? [] : [Found.Info("mta-sts-not-enforced", name, $"The MTA-STS policy of {name} is not enforced (mode: {policy.Mode}).", policy.Mode)];
        IEnumerable<Finding> type = page.MediaType == "text/plain" ? [] : [Found.Warning("mta-sts-policy-type", name, $"The MTA-STS policy of {name} comes as {(page.MediaType.Length == 0 ? "no type" : page.MediaType)} instead of text/plain.")];
        return [.. weak, .. type, .. Hosts(facts, policy)];
    }

    private static IEnumerable<Finding> Hosts(DnsFacts facts, MtaStsPolicy policy) =>
        from host in facts.Answers.Find(facts.Name, RecordType.MX)?.Data<MxData>() ?? []
        where !host.IsNull && policy.Mode != "none" && !policy.Covers(host.Exchange)
        let text = $"The MTA-STS policy of {facts.Name.Shown} does not name its mail host {host.Exchange.Shown}: senders that obey it deliver nothing there."
        select policy.Mode == "enforce"
            ? Found.Error("mta-sts-mx-mismatch", facts.Name.Shown, text, host.Exchange.Shown)
            : Found.Warning("mta-sts-mx-mismatch", facts.Name.Shown, text, host.Exchange.Shown);

    [GeneratedRegex("^[A-Za-z0-9]{1,32}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Id();
}
