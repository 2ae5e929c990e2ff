using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>What was read, for people who want to see it: addresses, texts, HTTPS records.</summary>
internal sealed class PresenceRule : IDnsRule
{
    /// <summary>Values that a text names.</summary>
    private const int Shown = 8;

    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        var name = facts.Name.Shown;
        var addresses = new[] { RecordType.A, RecordType.AAAA }.SelectMany(type => HostNames.Addresses(facts.Answers.Find(facts.Name, type))).Select(address => address.ToString()).ToList();
        if (addresses.Count > 0)
        {
            yield return Found.Info("answer-ok", name, $"{name} has {List(addresses)}.", [.. addresses.Take(Shown)]);
        }

        if (facts.Answers.Find(facts.Name, RecordType.TXT) is { Status: LookupStatus.Found } text)
        {
            yield return Found.Info("txt-ok", name, $"{name} has {text.Records.Count} TXT records of {text.Data<TextData>().Sum(data => data.Strings.Count)} strings.", $"{text.Records.Count}");
        }

        if (facts.Answers.Find(facts.Name, RecordType.HTTPS) is { Status: LookupStatus.Found } https)
        {
            yield return Found.Info("https-rr-ok", name, $"{name} has HTTPS records: {List([.. https.Records.Select(record => record.Data.ToString())])}.");
        }

        if (NakedApex(facts) is { } www)
        {
            yield return Found.Warning("apex-no-address", name, $"{name} has no address although {www.Shown} has; add an address or a redirect.", www.Shown);
        }
    }

    /// <summary>The www beside an apex without addresses.</summary>
    private static DnsName? NakedApex(DnsFacts facts) =>
        facts.Answers.Find(facts.Name, RecordType.A) is { Status: LookupStatus.NoData, Chain: [] }
        && facts.Answers.Find(facts.Name, RecordType.AAAA) is { Status: LookupStatus.NoData, Chain: [] }
        && MailScope.IsApex(facts)
        && facts.Name.Child("www") is { } www
        && (HostNames.Addresses(facts.Answers.Find(www, RecordType.A)).Any() || HostNames.Addresses(facts.Answers.Find(www, RecordType.AAAA)).Any())
            ? www
            : null;

    private static string List(List<string> values) =>
        values.Count <= Shown ? string.Join(", ", values) : $"{string.Join(", ", values.Take(Shown))} and {values.Count - Shown} more";
}
