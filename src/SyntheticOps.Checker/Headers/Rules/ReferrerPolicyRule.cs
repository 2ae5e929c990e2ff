namespace SyntheticOps.Checker.Headers.Rules;

/// <summary>Referrer-Policy, header and meta tag: the last known token decides. MDN test referrer-policy.</summary>
internal sealed class ReferrerPolicyRule : IHeaderRule
{
    private const string Advice = "Referrer-Policy: strict-origin-when-cross-origin";

    private static readonly string[] Private = ["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"];

    private static readonly string[] Unsafe = ["origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"];

    public string Name => "referrer-policy";

    public string Header => "referrer-policy";

    public Verdict Judge(HeaderFacts facts)
    {
        string[] values = [.. facts.Auto?.Lines(Header) ?? [], .. facts.Page.Referrer is { } meta ? [meta] : Array.Empty<string>()];
        if (values.Length == 0)
        {
            return new("referrer-policy-not-implemented", 0, true, "", Advice);
        }

        var seen = string.Join(", ", values);
        var token = seen.Split(',', StringSplitOptions.TrimEntries).Select(part => part.ToLowerInvariant())
            .LastOrDefault(part => Private.Contains(part) || Unsafe.Contains(part));
        return token is null
            ? new("referrer-policy-header-invalid", -5, false, seen, Advice)
            : Private.Contains(token)
                ? new("referrer-policy-private", 5, true, seen)
                : new("referrer-policy-unsafe", -5, false, seen, Advice);
    }
}
