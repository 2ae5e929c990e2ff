using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Headers.Inspections;

/// <summary>Headers that browsers no longer read. X-XSS-Protection: 0 is right: it switches a harmful filter off in old ones.</summary>
internal sealed class ObsoleteInspection : IHeaderInspection
{
    private static readonly (string Header, string Instead)[] Obsolete =
    [
        ("expect-ct", "remove it; certificate transparency is enforced everywhere"),
        ("feature-policy", "Permissions-Policy: camera=(), geolocation=(), microphone=()"),
        ("public-key-pins", "remove it; a lost key would lock customers out"),
        ("x-content-security-policy", "send Content-Security-Policy alone"),
        ("x-webkit-csp", "send Content-Security-Policy alone"),
        ("x-xss-protection", "remove it, or send 0"),
    ];

    public IEnumerable<Observation> Inspect(HeaderFacts facts) =>
        from known in Obsolete
        let value = facts.Auto?.Joined(known.Header)
        where value is not null && !(known.Header == "x-xss-protection" && value == "0")
        select new Observation($"deprecated:{known.Header}", Severity.Info, known.Header, value.Length == 0 ? "empty" : value, known.Instead);
}
