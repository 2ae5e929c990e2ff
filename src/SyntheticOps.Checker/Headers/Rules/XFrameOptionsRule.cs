using SyntheticOps.Checker.Headers.Csp;

namespace SyntheticOps.Checker.Headers.Rules;

/// <summary>X-Frame-Options or its successor frame-ancestors, MDN test x-frame-options.</summary>
internal sealed class XFrameOptionsRule : IHeaderRule
{
    private const string Advice = "Content-Security-Policy: frame-ancestors 'none'";

    public string Name => "x-frame-options";

    public string Header => "x-frame-options";

    public Verdict Judge(HeaderFacts facts)
    {
        if (CspPolicy.Effective(facts) is { IsValid: true, EnforcesAnything: true } policy && policy.Directives.ContainsKey("frame-ancestors"))
        {
            return new("x-frame-options-implemented-via-csp", 5, true, $"frame-ancestors {string.Join(' ', policy.Directives["frame-ancestors"])}");
        }

        var value = facts.Auto?.Joined(Header) ?? "";
        return value.ToLowerInvariant() switch
        {
            "" => new("x-frame-options-not-implemented", -20, false, "", Advice),
            "deny" or "sameorigin" => new("x-frame-options-sameorigin-or-deny", 0, true, value),
            var other when other.StartsWith("allow-from", StringComparison.Ordinal) =>
                new("x-frame-options-allow-from-origin", 0, true, value, "browsers ignore ALLOW-FROM: " + Advice),
            _ => new("x-frame-options-header-invalid", -20, false, value, Advice),
        };
    }
}
