using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>Keys that sign mail (RFC 6376, RFC 8301): those of the configured selectors, and of common ones as far as they exist.</summary>
internal sealed class DkimRule : IDnsRule
{
    private const int Broken = 1024;
    private const int Weak = 2048;

    /// <summary>What the usual mail services and programs take; nobody can list the selectors of a domain.</summary>
    private static readonly string[] Common =
    [
        "default", "google", "selector1", "selector2", "s1", "s2", "k1", "k2", "k3", "mail", "dkim", "sig1", "fm1", "fm2", "fm3", "protonmail", "protonmail2",
        "protonmail3", "mandrill", "mxvault", "zoho", "pm", "resend", "ovhmo1", "brevo1", "test",
    ];

    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        if (!facts.Looks(MailParts.Dkim) || facts.Name.Child("_domainkey") is not { } folder)
        {
            return [];
        }

        // Nothing is below a name that does not exist, which spares the questions.
        var none = facts.Answers.Find(folder, RecordType.TXT) is null or { Status: LookupStatus.NXDomain };
        return facts.Selectors.Concat(none ? [] : Common).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(selector => (Selector: selector, Answer: Place(folder, selector) is { } place ? facts.Answers.Find(place, RecordType.TXT) : null))
            .Where(item => item.Answer is { IsKnown: true })
            .Select(item => (item.Selector, Keys: item.Answer!.Data<TextData>().Select(text => text.Joined).Where(DkimKey.Is).ToList()))
            // A wildcard gives many selectors the same key: one cause, one finding.
            .GroupBy(item => string.Join('\n', item.Keys.Order(StringComparer.Ordinal)))
            .SelectMany(group => Judge(facts, group.First().Selector, group.First().Keys, [.. group.Select(item => item.Selector)]));
    }

    /// <summary>A selector may have several labels.</summary>
    private static DnsName? Place(DnsName folder, string selector) => selector.Split('.').Reverse().Aggregate((DnsName?)folder, (at, label) => at?.Child(label));

    private static IEnumerable<Finding> Judge(DnsFacts facts, string selector, List<string> keys, List<string> selectors)
    {
        var subject = $"{selector}._domainkey.{facts.Name.Shown}";
        return keys switch
        {
            [] => selectors.Intersect(facts.Selectors, StringComparer.OrdinalIgnoreCase)
                .Select(missing => Found.Error("dkim-missing", $"{missing}._domainkey.{facts.Name.Shown}", $"{missing}._domainkey.{facts.Name.Shown} has no key: mail that it signs cannot be verified.", missing)),
            [var only] => Judge(subject, DkimKey.Parse(only)),
            _ => [Found.Error("dkim-multiple", subject, $"{subject} has {keys.Count} keys; which one counts is undefined.")],
        };
    }

    private static IEnumerable<Finding> Judge(string subject, DkimKey key)
    {
        if (key.IsTesting)
        {
            yield return Found.Warning("dkim-testing", subject, $"{subject} is marked as a test (t=y): receivers may treat its mail as unsigned.");
        }

        yield return key switch
        {
            { IsRevoked: true } => Found.Info("dkim-revoked", subject, $"The key of {subject} is revoked (p is empty)."),
            { Fault: { } fault } => Found.Error("dkim-malformed", subject, $"The key of {subject} cannot be used: {fault}.", fault),
            { Kind: "rsa", Bits: < Broken } => Found.Error("dkim-key-short", subject, $"The key of {subject} has {key.Bits} bits; receivers ignore RSA keys below {Broken} bits.", $"{key.Bits}"),
            { Kind: "rsa", Bits: < Weak } => Found.Warning("dkim-key-weak", subject, $"The key of {subject} has {key.Bits} bits; {Weak} are right today.", $"{key.Bits}"),
            _ => Found.Info("dkim-ok", subject, $"{subject} holds a usable key ({key.Kind}, {key.Bits} bits)."),
        };
    }
}
