namespace SyntheticOps.Checker.Headers.Rules;

/// <summary>X-Content-Type-Options (Fetch standard), MDN test x-content-type-options.</summary>
internal sealed class XContentTypeOptionsRule : IHeaderRule
{
    private const string Advice = "X-Content-Type-Options: nosniff";

    public string Name => "x-content-type-options";

    public string Header => "x-content-type-options";

    public Verdict Judge(HeaderFacts facts) => (facts.Auto?.Joined(Header) ?? "") switch
    {
        "" => new("x-content-type-options-not-implemented", -5, false, "", Advice),
        var value when value.Equals("nosniff", StringComparison.OrdinalIgnoreCase) => new("x-content-type-options-nosniff", 0, true, value),
        var value => new("x-content-type-options-header-invalid", -5, false, value, Advice),
    };
}
