using SyntheticOps.Checker.Headers.Csp;

namespace SyntheticOps.Checker.Headers.Rules;

/// <summary>Content-Security-Policy, MDN test content-security-policy: the first condition that holds wins.</summary>
internal sealed class ContentSecurityPolicyRule : IHeaderRule
{
    private const string Advice =
        "Content-Security-Policy: default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly string[] Passive = ["img-src", "media-src"];

    public string Name => "content-security-policy";

    public string Header => "content-security-policy";

    public Verdict Judge(HeaderFacts facts)
    {
        var policy = CspPolicy.Effective(facts);
        var seen = facts.Auto?.Joined(Header) ?? string.Join(" | ", facts.Page.ContentSecurityPolicies);
        var (key, modifier, pass) = Decide(facts, policy);
        return pass && policy.HasRepeatedReport
            ? new("csp-implemented-but-duplicate-directives", 0, true, seen, "name report-uri and report-to once")
            : new(key, modifier, pass, seen, pass && modifier >= 0 ? "" : Advice);
    }

    private static (string Key, int Modifier, bool Pass) Decide(HeaderFacts facts, CspPolicy policy)
    {
        var (script, style, objects) = (policy.Sources("script-src"), policy.Sources("style-src"), policy.Sources("object-src"));
        if (!policy.IsValid || (policy.EnforcesAnything && script.Contains("'strict-dynamic'") && !script.Any(CspSources.IsNonceOrHash)))
        {
            return ("csp-header-invalid", -25, false);
        }

        if (!policy.EnforcesAnything)
        {
            return facts.Auto?.Joined("content-security-policy-report-only") is { Length: > 0 }
                ? ("csp-not-implemented-but-reporting-enabled", -25, false)
                : ("csp-not-implemented", -25, false);
        }

        return IsUnsafe(script) || objects.Any(CspSources.IsBroad)
            ? ("csp-implemented-with-unsafe-inline", -20, false)
            : Insecure(facts, policy, passive: false)
                ? ("csp-implemented-with-insecure-scheme", -20, false)
                : script.Contains("'unsafe-eval'") || style.Contains("'unsafe-eval'")
                    ? ("csp-implemented-with-unsafe-eval", -10, false)
                    : Insecure(facts, policy, passive: true)
                        ? ("csp-implemented-with-insecure-scheme-in-passive-content-only", -10, true)
                        : Bonus(policy, style);
    }

    private static (string Key, int Modifier, bool Pass) Bonus(CspPolicy policy, IReadOnlyList<string> style) =>
        IsUnsafe(style)
            ? ("csp-implemented-with-unsafe-inline-in-style-src-only", 0, true)
            : policy.Directives.TryGetValue("default-src", out var fallback) && fallback is ["'none'"]
                ? ("csp-implemented-with-no-unsafe-default-src-none", 10, true)
                : ("csp-implemented-with-no-unsafe", 5, true);

    private static bool IsUnsafe(IReadOnlyList<string> sources) =>
        sources.Contains("'unsafe-inline'") || sources.Contains("data:") || sources.Any(CspSources.IsBroad);

    /// <summary>Whether an https site lets http: or ftp: in, through passive content or through anything else.</summary>
    private static bool Insecure(HeaderFacts facts, CspPolicy policy, bool passive) => facts.IsHttps && (passive
        ? Passive.SelectMany(policy.Sources)
        : policy.Directives.Keys.Except(Passive).Append("script-src").SelectMany(name => policy.Applied(name) ?? [])).Any(CspSources.IsInsecure);
}
