using SyntheticOps.Checker.Tls.Rules;

namespace SyntheticOps.Checker.Tls;

/// <summary>Every TLS rule, the gravest first: the first finding that stops customers is the message of the run.</summary>
internal static class TlsRules
{
    /// <summary>Goes up whenever a verdict may change for the same server; the value of `synthetic.ruleset.version`.</summary>
    public const string Version = "tls/1";

    public static IReadOnlyList<ITlsRule> All { get; } =
    [
        new HandshakeRule(),
        new DatesRule(),
        new TrustRule(),
        new NamesRule(),
        new ChainDatesRule(),
        new RevocationRule(),
        new UsageRule(),
        new SignatureRule(),
        new KeyRule(),
        new ProtocolsRule(),
        new SuitesRule(),
        new KeyExchangeRule(),
        new LifetimeRule(),
        new SentChainRule(),
        new TransparencyRule(),
        new ApplicationProtocolRule(),
    ];
}
