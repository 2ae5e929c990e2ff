using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Mail;

/// <summary>Whether a mail policy is looked at; pure.</summary>
internal static class MailScope
{
    /// <summary>Part is asked for and, where that is the condition, the name has to do with mail.</summary>
    public static bool Looks(this DnsFacts facts, MailParts part) =>
        (facts.MailParts & part) != MailParts.None && (!facts.MailWhereUsed || IsApex(facts) || TakesPart(facts));

    /// <summary>The start of a zone: where its owner says what mail in its name may do.</summary>
    public static bool IsApex(DnsFacts facts) => facts.Zone is { } zone
        ? zone.Name.Equals(facts.Name)
        : facts.Answers.Find(facts.Name, RecordType.SOA) is { Status: LookupStatus.Found, Chain: [] };

    private static bool TakesPart(DnsFacts facts) =>
        facts.Answers.Find(facts.Name, RecordType.MX) is { Status: LookupStatus.Found }
        || facts.Answers.Find(facts.Name, RecordType.TXT)?.Data<TextData>().Any(text => SpfRecord.Is(text.Joined)) == true;
}
