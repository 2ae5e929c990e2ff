using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>TLS-RPT (RFC 8460): where senders tell that mail could not be encrypted.</summary>
internal sealed class TlsReportRule : IDnsRule
{
    private const string Version = "TLSRPTv1";

    public IEnumerable<Finding> Judge(DnsFacts facts)
    {
        if (!facts.Looks(MailParts.TlsRpt) || facts.Name.Child("_tls")?.Child("_smtp") is not { } place || facts.Answers.Find(place, RecordType.TXT) is not { IsKnown: true } answer)
        {
            return [];
        }

        var name = facts.Name.Shown;
        var records = answer.Data<TextData>().Select(text => text.Joined).Where(text => text.StartsWith("v=TLSRPT", StringComparison.OrdinalIgnoreCase)).ToList();
        return records switch
        {
            [] => [Found.Info("tls-rpt-missing", name, $"{name} asks for no reports about encrypted mail (TLS-RPT).")],
            [var only] when IsUsable(only) => [Found.Info("tls-rpt-ok", name, $"{name} gets reports about encrypted mail.")],
            [_] => [Found.Warning("tls-rpt-malformed", name, $"The TLS-RPT record of {name} has no usable rua; write v=TLSRPTv1; rua=mailto:tls@{name}.")],
            _ => [Found.Warning("tls-rpt-malformed", name, $"{name} has {records.Count} TLS-RPT records, and senders use none of them; keep one.")],
        };
    }

    private static bool IsUsable(string record)
    {
        var reports = TagList.Read(record, StringComparer.Ordinal).GetValueOrDefault("rua", "").Split(',', StringSplitOptions.TrimEntries);
        return TagList.StartsWith(record, Version) && Array.TrueForAll(reports, report => DmarcRecord.DomainOf(report) is not null || IsHttps(report));
    }

    private static bool IsHttps(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps;
}
