using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Headers.Inspections;

/// <summary>Whether the page is cross-origin isolated (HTML standard, section 7.1.3): both headers enforced, tokens case-sensitive.</summary>
internal sealed class IsolationInspection : IHeaderInspection
{
    private const string Opener = "cross-origin-opener-policy";

    private const string Embedder = "cross-origin-embedder-policy";

    public IEnumerable<Observation> Inspect(HeaderFacts facts)
    {
        if (!facts.Page.IsHtml)
        {
            yield break;
        }

        var (opener, embedder) = (Token(facts, Opener), Token(facts, Embedder));
        var seen = $"{Opener} {opener ?? "missing"}, {Embedder} {embedder ?? "missing"}";
        yield return opener == "same-origin" && embedder is "require-corp" or "credentialless"
            ? new("isolation:yes", Severity.Info, Opener, seen)
            : new("isolation:no", Severity.Info, Opener, seen, opener == "same-origin" ? "Cross-Origin-Embedder-Policy: require-corp" : "Cross-Origin-Opener-Policy: same-origin");
    }

    /// <summary>The one line's token without its parameters; two lines are no valid value.</summary>
    private static string? Token(HeaderFacts facts, string header) => facts.Auto?.Lines(header) is [var only] ? only.Split(';')[0].Trim() : null;
}
