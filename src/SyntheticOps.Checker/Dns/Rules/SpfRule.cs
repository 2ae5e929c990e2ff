using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>Exactly one SPF record, that can be evaluated, and says no in the end (RFC 7208).</summary>
internal sealed class SpfRule : IDnsRule
{
    private const int NarrowestWideV4 = 7;
    private const int NarrowestWideV6 = 15;

    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        if (!facts.Looks(MailParts.Spf) || facts.Answers.Find(facts.Name, RecordType.TXT) is not { IsKnown: true } answer)
        {
            return [];
        }

        var name = facts.Name.Shown;
        var records = answer.Data<TextData>().Select(text => text.Joined).Where(SpfRecord.Is).ToList();
        IEnumerable<Finding> old = facts.Answers.Find(facts.Name, RecordType.SPF) is { Status: LookupStatus.Found }
            ? [Found.Info("spf-type99", name, $"{name} has a record of the obsolete type SPF; receivers read TXT only.")]
            : [];
        return old.Concat(records switch
        {
            [] => [Found.Error("spf-missing", name, $"{name} has no SPF record: publish a TXT \"v=spf1 ... -all\".")],
            [var only] => Judge(facts, SpfRecord.Parse(only)),
            _ => [Found.Error("spf-multiple", name, $"{name} has {records.Count} SPF records, and receivers use none of them; merge them.")],
        });
    }

    private static Finding[] Judge(DnsFacts facts, SpfRecord record)
    {
        var walk = new SpfWalk(facts.Answers, facts.Name.Shown);
        Finding[] findings = [.. walk.Run(facts.Name, record), .. Policy(facts.Name.Shown, record)];
        return walk.IsPartial || Array.Exists(findings, finding => finding.Severity == Severity.Error || finding.Code is "spf-neutral" or "spf-no-all")
            ? findings
            : [.. findings, Found.Info("spf-ok", facts.Name.Shown, $"The SPF of {facts.Name.Shown} can be evaluated.")];
    }

    private static IEnumerable<Finding> Policy(string name, SpfRecord record)
    {
        switch (record.All?.Qualifier)
        {
            case null when record.Redirect is null && record.Wrong.Count == 0:
                yield return Found.Warning("spf-no-all", name, $"The SPF of {name} ends in neither all nor redirect, so that others may send too.");
                break;
            case '+':
                yield return Found.Error("spf-allows-all", name, $"The SPF of {name} lets everybody send (+all); end it with -all.");
                break;
            case '?':
                yield return Found.Warning("spf-neutral", name, $"The SPF of {name} says nothing about others (?all); end it with -all.");
                break;
            case '~':
                yield return Found.Info("spf-softfail", name, $"The SPF of {name} marks mail of others as doubtful only (~all).");
                break;
            default:
                break;
        }

        if (record.All is not null && record.Redirect is not null)
        {
            yield return Found.Warning("spf-redirect-ignored", name, $"The redirect in the SPF of {name} is never followed, because of its all.");
        }

        if (record.Terms.SkipWhile(term => term.Name != "all").Skip(1).FirstOrDefault(term => !term.IsModifier) is { } after)
        {
            yield return Found.Warning("spf-after-all", name, $"The SPF of {name} has terms after all, such as {after.Name}, which are never used.");
        }

        if (record.Terms.Any(term => term is { Name: "ptr", IsModifier: false }))
        {
            yield return Found.Warning("spf-ptr", name, $"The SPF of {name} uses ptr, which must not be used (RFC 7208 section 5.5).");
        }

        if (record.Terms.Any(term => (term is { Name: "ip4", Prefix: <= NarrowestWideV4 } or { Name: "ip6", Prefix: <= NarrowestWideV6 }) && term.Qualifier == '+'))
        {
            yield return Found.Warning("spf-range-wide", name, $"The SPF of {name} lets a large part of the Internet send; name the real senders.");
        }
    }
}
