using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns;

/// <summary>One subject of the DNS check, judged purely. One file a rule, one line in <see cref="DnsRules"/>.</summary>
internal interface IDnsRule
{
    /// <summary>Judges what the facts hold; answers that are looked for and missing are fetched, and the rule is asked again.</summary>
    IEnumerable<Finding> Judge(DnsFacts facts);
}

/// <summary>Makes findings about the present state.</summary>
internal static class Found
{
    public static Finding Error(string code, string subject, string text, params IReadOnlyList<string> args) => new(code, Severity.Error, FindingKind.State, subject, args, text);

    public static Finding Warning(string code, string subject, string text, params IReadOnlyList<string> args) => new(code, Severity.Warning, FindingKind.State, subject, args, text);

    public static Finding Info(string code, string subject, string text, params IReadOnlyList<string> args) => new(code, Severity.Info, FindingKind.State, subject, args, text);
}
