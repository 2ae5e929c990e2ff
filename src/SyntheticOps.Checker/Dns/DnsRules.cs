using SyntheticOps.Checker.Dns.Rules;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns;

/// <summary>Every DNS rule, in the order of the report.</summary>
internal static class DnsRules
{
    /// <summary>Goes up whenever a verdict may change for the same answers; the value of `synthetic.ruleset.version`.</summary>
    public const string Version = "dns/3";

    public static IReadOnlyList<IDnsRule> All { get; } =
    [
        new NameServersRule(),
        new DelegationRule(),
        new ServerRule(),
        new EdnsRule(),
        new TcpRule(),
        new OpenServerRule(),
        new RepliesRule(),
        new SameDataRule(),
        new SoaRule(),
        new NameRule(),
        new EmptyNodeRule(),
        new AliasRule(),
        new AliasBesideDataRule(),
        new TakeoverRule(),
        new AddressRule(),
        new RecordSetRule(),
        new WildcardRule(),
        new PresenceRule(),
        new DnssecRule(),
        new CaaRule(),
        new MxRule(),
        new SpfRule(),
        new DkimRule(),
        new DmarcRule(),
        new MtaStsRule(),
        new TlsReportRule(),
        new BimiRule(),
    ];

    /// <summary>Of a name that does not exist, nothing else is missing.</summary>
    public static IReadOnlyList<Finding> Judge(DnsFacts facts)
    {
        Finding[] findings = [.. All.SelectMany(rule => rule.Judge(facts))];
        return Array.Find(findings, finding => finding.Code == NameRule.Gone) is { } gone ? [gone, .. findings.Where(finding => finding.Code == EmptyNodeRule.Code || finding.Code.StartsWith("dnssec-", StringComparison.Ordinal))] : findings;
    }
}
