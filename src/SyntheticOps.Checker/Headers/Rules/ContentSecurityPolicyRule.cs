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

    /// <summary>The same conditions over policies that a browser enforces side by side: what one of them forbids is forbidden.</summary>
    public static Verdict JudgeByStandard(HeaderFacts facts, PageFacts page)
    {
        var (key, modifier, pass) = Decide(facts, [.. CspPolicy.Each(facts, page)]);
        return new(key, modifier, pass, "");
    }

    private static (string Key, int Modifier, bool Pass) Decide(HeaderFacts facts, params CspPolicy[] policies)
    {
        if (Array.Exists(policies, policy => !policy.IsValid || (policy.EnforcesAnything && IsUnprovenDynamic(policy.Sources("script-src")))))
        {
            return ("csp-header-invalid", -25, false);
        }

        if (!Array.Exists(policies, policy => policy.EnforcesAnything))
        {
            return facts.Auto?.Joined("content-security-policy-report-only") is { Length: > 0 }
                ? ("csp-not-implemented-but-reporting-enabled", -25, false)
                : ("csp-not-implemented", -25, false);
        }

        return All(policy => IsUnsafe(policy.Sources("script-src"))) || All(policy => policy.Sources("object-src").Any(CspSources.IsBroad))
            ? ("csp-implemented-with-unsafe-inline", -20, false)
            : All(policy => Insecure(facts, policy, passive: false))
                ? ("csp-implemented-with-insecure-scheme", -20, false)
                : All(policy => policy.Sources("script-src").Contains("'unsafe-eval'")) || All(policy => policy.Sources("style-src").Contains("'unsafe-eval'"))
                    ? ("csp-implemented-with-unsafe-eval", -10, false)
                    : All(policy => Insecure(facts, policy, passive: true))
                        ? ("csp-implemented-with-insecure-scheme-in-passive-content-only", -10, true)
                        : Bonus(policies);

        bool All(Predicate<CspPolicy> holds) => Array.TrueForAll(policies, holds);
    }

    private static (string Key, int Modifier, bool Pass) Bonus(CspPolicy[] policies) =>
        Array.TrueForAll(policies, policy => IsUnsafe(policy.Sources("style-src")))
            ? ("csp-implemented-with-unsafe-inline-in-style-src-only", 0, true)
            : Array.Exists(policies, policy => policy.Directives.TryGetValue("default-src", out var fallback) && fallback is ["'none'"])
                ? ("csp-implemented-with-no-unsafe-default-src-none", 10, true)
                : ("csp-implemented-with-no-unsafe", 5, true);

    private static bool IsUnprovenDynamic(IReadOnlyList<string> script) => script.Contains("'strict-dynamic'") && !script.Any(CspSources.IsNonceOrHash);

    private static bool IsUnsafe(IReadOnlyList<string> sources) =>
        sources.Contains("'unsafe-inline'") || sources.Contains("data:") || sources.Any(CspSources.IsBroad);

    /// <summary>Whether an https site lets http: or ftp: in, through passive content or through anything else.</summary>
    private static bool Insecure(HeaderFacts facts, CspPolicy policy, bool passive) => facts.IsHttps && (passive
        ? Passive.SelectMany(policy.Sources)
        : policy.Directives.Keys.Except(Passive).Append("script-src").SelectMany(name => policy.Applied(name) ?? [])).Any(CspSources.IsInsecure);
}
