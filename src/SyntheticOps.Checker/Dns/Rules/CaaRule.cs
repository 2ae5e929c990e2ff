using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>Who may issue certificates (RFC 8659): the first set found when climbing from the name.</summary>
internal sealed class CaaRule : IDnsRule
{
    private static readonly string[] Known = ["issue", "issuewild", "iodef", "issuemail", "issuevmc", "contactemail", "contactphone"];

    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        for (var at = facts.Name; !at.IsRoot; at = at.Parent)
        {
            switch (facts.Answers.Find(at, RecordType.CAA))
            {
                case { Status: LookupStatus.Found } answer:
                    return Judge(at.Shown, [.. answer.Data<CaaData>()]);
                case { IsEmpty: true }:
                    break;
                default:
                    return [];
            }
        }

        var name = facts.Name.Shown;
        var text = $"Neither {name} nor a name above it has CAA: every certificate authority may issue for it.";
        return [facts.Required.Contains(RecordType.CAA) ? Found.Error("caa-none", name, text) : Found.Warning("caa-none", name, text)];
    }

    private static IEnumerable<Finding> Judge(string at, List<CaaData> records)
    {
        var unknown = records.FirstOrDefault(record => record.IsCritical && !Known.Contains(record.Tag, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
        {
            yield return Found.Error("caa-unknown-critical", at, $"The CAA of {at} has the unknown critical property {unknown.Tag}: certificate authorities must refuse.", unknown.Tag);
        }

        foreach (var record in records.Where(record => Is(record, "iodef") && !IsReportUrl(record.Text)))
        {
            yield return Found.Warning("caa-iodef-invalid", at, $"The iodef {record.Text} of {at} is no mailto:, http: or https: URL.", record.Text);
        }

        if (Denies(records, "issue"))
        {
            yield return Found.Info("caa-issue-denied", at, $"No authority may issue a certificate for {at}.");
        }

        if (Denies(records, "issuewild"))
        {
            yield return Found.Info("caa-wildcard-denied", at, $"No authority may issue a wildcard certificate for {at}.");
        }

        if (unknown is null)
        {
            yield return Found.Info("caa-ok", at, $"CAA of {at}: {string.Join(", ", records.Select(record => record.ToString()).Order(StringComparer.Ordinal))}.");
        }
    }

    private static bool Denies(List<CaaData> records, string tag)
    {
        var issuers = records.Where(record => Is(record, tag)).Select(record => record.Text.Split(';')[0].Trim()).ToList();
        return issuers.Count > 0 && issuers.TrueForAll(issuer => issuer.Length == 0);
    }

    private static bool Is(CaaData record, string tag) => record.Tag.Equals(tag, StringComparison.OrdinalIgnoreCase);

    private static bool IsReportUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("mailto" or "http" or "https");
}
