namespace SyntheticOps.Checker.Headers.Rules;

/// <summary>Where http leads, MDN test redirection: the whole chain of the http session, the first URL included.</summary>
internal sealed class RedirectionRule : IHeaderRule
{
    private const string Advice = "answer 301 with the same URL on https";

    public string Name => "redirection";

    public string Header => "location";

    public Verdict Judge(HeaderFacts facts)
    {
        var chain = facts.HttpChain;
        var seen = string.Join(" > ", chain.Select(url => url.GetLeftPart(UriPartial.Path)));
        return chain.Count == 0
            ? new("redirection-not-needed-no-http", 0, true, "")
            : !facts.HttpChainValid
                ? new("redirection-invalid-cert", -20, false, seen, "renew the certificate that the redirect leads to")
                : chain.All(url => facts.IsPreloaded(url.IdnHost))
                    ? new("redirection-all-redirects-preloaded", 0, true, seen)
                    : Judge(chain, seen);
    }

    private static Verdict Judge(IReadOnlyList<Uri> chain, string seen) => chain switch
    {
        [_] => new("redirection-missing", -20, false, seen, Advice),
        [.., { Scheme: not "https" }] => new("redirection-not-to-https", -20, false, seen, Advice),
        [_, { Scheme: "http" }, ..] => new("redirection-not-to-https-on-initial-redirection", -10, false, seen, Advice),
        [{ Scheme: "http" } first, var second, ..] when first.IdnHost != second.IdnHost =>
            new("redirection-off-host-from-http", -5, false, seen, "redirect to https on the same host first, so that browsers see its Strict-Transport-Security"),
        _ => new("redirection-to-https", 0, true, seen),
    };
}
