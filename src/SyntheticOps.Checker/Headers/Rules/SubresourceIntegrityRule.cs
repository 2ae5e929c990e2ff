namespace SyntheticOps.Checker.Headers.Rules;

/// <summary>`integrity` on scripts (Subresource Integrity), MDN test subresource-integrity: the worst script decides.</summary>
internal sealed class SubresourceIntegrityRule : IHeaderRule
{
    private const string Advice = "<script src=... integrity=\"sha384-...\" crossorigin=\"anonymous\">";

    /// <summary>Best to worst, in MDN's order.</summary>
    private static readonly (string Key, int Modifier)[] Results =
    [
        ("sri-implemented-and-all-scripts-loaded-securely", 5),
        ("sri-implemented-but-external-scripts-not-loaded-securely", -20),
        ("sri-not-implemented-but-external-scripts-loaded-securely", -5),
        ("sri-not-implemented-and-external-scripts-not-loaded-securely", -50),
    ];

    public string Name => "subresource-integrity";

    public string Header => "integrity";

    public Verdict Judge(HeaderFacts facts)
    {
        var scripts = facts.Page.Resources.Where(resource => resource.Kind == "script").ToList();
        if (!facts.Page.IsHtml)
        {
            return new("sri-not-implemented-response-not-html", 0, true, "");
        }

        if (scripts.Count == 0)
        {
            return new("sri-not-implemented-but-no-scripts-loaded", 0, true, "");
        }

        var (worst, seen, foreign) = (-1, "", false);
        foreach (var script in scripts.Where(script => script.Source is not null))
        {
            var (rank, isForeign) = RankOf(facts, script, worst);
            foreign |= isForeign;
            (worst, seen) = rank > worst ? (rank, script.Source!) : (worst, seen);
        }

        return worst >= 0
            ? new(Results[worst].Key, Results[worst].Modifier, worst == 0, seen, worst == 0 ? "" : Advice)
            : foreign
                ? new("sri-implemented-and-external-scripts-loaded-securely", 5, true, "")
                : new("sri-not-implemented-but-all-scripts-loaded-from-secure-origin", 0, true, "");
    }

    /// <summary>Place in the order; -1 when the script is as it should be. An own script earns the bonus only before anything else is found.</summary>
    private static (int Rank, bool IsForeign) RankOf(HeaderFacts facts, PageResource script, int before)
    {
        var source = ScriptSource.Of(script.Source!, facts.Page.Base);
        var hasIntegrity = !string.IsNullOrEmpty(script.Integrity) && (script.Source!.Length > 0 || !source.IsRelative);
        var isSecure = source.IsRelative ? facts.IsHttps : source.Scheme == "https";
        var isOwn = source.IsRelative || (!source.IsSchemeRelative && facts.Names.AreOneSite(source.Host!, facts.Site.IdnHost));
        return isOwn
            ? (hasIntegrity && isSecure && before < 0 ? 0 : -1, false)
            : ((hasIntegrity, isSecure) switch { (true, true) => -1, (true, false) => 1, (false, true) => 2, _ => 3 }, true);
    }
}
