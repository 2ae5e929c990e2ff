using SyntheticOps.Checker.Headers.Rules;

namespace SyntheticOps.Checker.Headers.Standards;

/// <summary>
/// What the standards, and so browsers, make of the same answers where MDN's scanner reads them otherwise: MDN's own rules
/// and keys, over the headers as a browser reads them.
/// </summary>
internal static class StandardView
{
    /// <summary>MDN's name of the test and the other result key; empty where both views agree.</summary>
    public static IReadOnlyDictionary<string, string> Of(HeaderFacts facts)
    {
        var read = StandardReading.Of(facts);
        return HeaderRules.All
            .Select(rule => (rule.Name, Mdn: rule.Judge(facts).Key, Standard: Judge(rule, facts, read).Key))
            .Where(views => views.Mdn != views.Standard)
            .ToDictionary(views => views.Name, views => views.Standard);
    }

    private static Verdict Judge(IHeaderRule rule, HeaderFacts facts, HeaderFacts read) =>
        rule is ContentSecurityPolicyRule ? ContentSecurityPolicyRule.JudgeByStandard(facts, facts.PageByStandard ?? facts.Page) : rule.Judge(read);
}
