using SyntheticOps.Checker.Headers.Rules;

namespace SyntheticOps.Checker.Headers;

/// <summary>Every header rule, in the order of the report.</summary>
internal static class HeaderRules
{
    /// <summary>Goes up whenever a verdict may change for the same answer; the value of `synthetic.ruleset.version`.</summary>
    public const string Version = "headers/3";

    public static IReadOnlyList<IHeaderRule> All { get; } =
    [
        new ContentSecurityPolicyRule(),
        new StrictTransportSecurityRule(),
        new XFrameOptionsRule(),
        new XContentTypeOptionsRule(),
        new ReferrerPolicyRule(),
        new CookiesRule(),
        new CrossOriginResourcePolicyRule(),
        new CrossOriginResourceSharingRule(),
        new RedirectionRule(),
        new SubresourceIntegrityRule(),
    ];
}
