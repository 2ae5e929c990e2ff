namespace SyntheticOps.Checker.Headers.Rules;

/// <summary>Cross-Origin-Resource-Policy (Fetch standard), MDN test cross-origin-resource-policy.</summary>
internal sealed class CrossOriginResourcePolicyRule : IHeaderRule
{
    private const string Advice = "Cross-Origin-Resource-Policy: same-origin";

    public string Name => "cross-origin-resource-policy";

    public string Header => "cross-origin-resource-policy";

    public Verdict Judge(HeaderFacts facts)
    {
        var value = facts.Auto?.Joined(Header) ?? "";
        return value.ToLowerInvariant() switch
        {
            "" => new("corp-not-implemented", 0, true, "", Advice),
            "same-origin" => new("corp-implemented-with-same-origin", 10, true, value),
            "same-site" => new("corp-implemented-with-same-site", 10, true, value),
            "cross-origin" => new("corp-implemented-with-cross-origin", 0, true, value),
            _ => new("corp-header-invalid", -5, false, value, Advice),
        };
    }
}
