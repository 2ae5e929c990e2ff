using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>BIMI: the logo that mail programs show, as far as DMARC is strict. Nobody has to have one.</summary>
internal sealed class BimiRule : IDnsRule
{
    private const string Version = "BIMI1";

    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        if (!facts.Looks(MailParts.Bimi) || facts.Name.Child("_bimi")?.Child("default") is not { } place || facts.Answers.Find(place, RecordType.TXT) is not { IsKnown: true } answer)
        {
            return [];
        }

        var name = facts.Name.Shown;
        var records = answer.Data<TextData>().Select(text => text.Joined).Where(text => text.TrimStart().StartsWith("v=BIMI", StringComparison.OrdinalIgnoreCase)).ToList();
        return records switch
        {
            [] => [],
            [var only] => Judge(facts, only),
            _ => [Found.Warning("bimi-malformed", name, $"{place.Shown} has {records.Count} BIMI records, and none is used; keep one.")],
        };
    }

    private static Finding[] Judge(DnsFacts facts, string record)
    {
        var (name, tags) = (facts.Name.Shown, TagList.Read(record, StringComparer.Ordinal));
        var (logo, proof) = (tags.GetValueOrDefault("l", ""), tags.GetValueOrDefault("a", ""));
        if (!TagList.StartsWith(record, Version) || !tags.ContainsKey("l"))
        {
            return [Found.Warning("bimi-malformed", name, $"The BIMI record of {name} is unusable; write v=BIMI1; l=https://.../logo.svg.")];
        }

        if (logo.Length + proof.Length == 0)
        {
            return [Found.Info("bimi-declined", name, $"{name} wants no logo shown.")];
        }

        if ((logo.Length > 0 && !IsHttps(logo, ".svg")) || (proof.Length > 0 && !IsHttps(proof, ".pem")))
        {
            return [Found.Warning("bimi-malformed", name, $"The BIMI record of {name} is unusable: l is an https URL of an .svg, a one of a .pem.", logo, proof)];
        }

        // Mail programs show nothing for a domain whose mail others may forge.
        var dmarc = DmarcSearch.Find(facts.Answers, facts.Name);
        var lax = dmarc.End == DmarcSearchEnd.Missing || (dmarc.End == DmarcSearchEnd.Found && DmarcRecord.Rank(dmarc.Record.Policy) < 1);
        return lax
            ? [Found.Info("bimi-ok", name, $"The BIMI record of {name} is well-formed."), Found.Warning("bimi-dmarc-weak", name, $"No mail program shows the logo of {name} before its DMARC policy is quarantine or reject.")]
            : [Found.Info("bimi-ok", name, $"The BIMI record of {name} is well-formed.")];
    }

    private static bool IsHttps(string text, string end) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.AbsolutePath.EndsWith(end, StringComparison.OrdinalIgnoreCase);
}
