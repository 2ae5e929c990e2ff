namespace SyntheticOps.Checker.Headers.Rules;

/// <summary>Access-Control-Allow-Origin in the answer to a preflight, MDN test cross-origin-resource-sharing.</summary>
internal sealed class CrossOriginResourceSharingRule : IHeaderRule
{
    private const string Implemented = "cross-origin-resource-sharing-implemented-with-";

    public string Name => "cross-origin-resource-sharing";

    public string Header => "access-control-allow-origin";

    /// <summary>Universal only when a second, made-up origin is let in too: a fixed list may well name the first one.</summary>
    public Verdict Judge(HeaderFacts facts) => facts.Cors is [{ AllowOrigin: { Length: > 0 } allowed } answer, ..]
        ? allowed == "*"
            ? new(Implemented + "public-access", 0, true, allowed)
            : answer.ReflectsWithCredentials && facts.Cors.Where(other => other.Origin != "null").All(other => other.ReflectsWithCredentials)
                ? new(Implemented + "universal-access", -50, false, $"{allowed} with credentials", "allow a fixed list of origins, and answer no other: Vary: Origin")
                : new(Implemented + "restricted-access", 0, true, allowed)
        : new("cross-origin-resource-sharing-not-implemented", 0, true, "");
}
