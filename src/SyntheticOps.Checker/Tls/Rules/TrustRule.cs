using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tls.Rules;

/// <summary>Whether the chain leads to a trusted root.</summary>
internal sealed partial class TrustRule : ITlsRule
{
    public static readonly TlsCode SelfSigned = new("cert-self-signed", Severity.Error, Effect.Refuses, "Get one from a public authority.");
    public static readonly TlsCode Incomplete = new("chain-incomplete", Severity.Error, Effect.Refuses, "Send the full chain.");
    public static readonly TlsCode Untrusted = new("cert-untrusted", Severity.Error, Effect.Refuses, "Install a certificate of a public authority.");

    public IEnumerable<TlsFinding> Judge(TlsFacts facts)
    {
        var (leaf, chain) = (facts.Leaf, facts.Chain);
        if (chain.Trust != Trust.None)
        {
            if (chain.Problems.HasFlag(X509ChainStatusFlags.NotValidForUsage) && UsageRule.MayServe(leaf))
            {
                yield return Untrusted.Found($"An authority above the certificate of {facts.Host} may not issue certificates for servers.", "usage");
            }
        }
        else if (leaf.IsSelfIssued)
        {
            yield return SelfSigned.Found($"The certificate of {facts.Host} is signed by itself, not by an authority that browsers trust.", leaf.Subject);
        }
        else if (chain.Problems.HasFlag(X509ChainStatusFlags.PartialChain) && chain.Path.Count <= 1 && !Root().IsMatch(leaf.Issuer))
        {
            // Without the next certificate nobody can tell an intermediate that is missing from a root that is not trusted,
            // unless the issuer calls itself a root: a trusted one would have been found.
            yield return Incomplete.Found($"The certificate of {facts.Host} comes without the one of its issuer, {leaf.Issuer}, which browsers need to trust it.", leaf.Issuer);
        }
        else
        {
            yield return Untrusted.Found($"The certificate of {facts.Host} is not trusted: {Why(chain)}.", Why(chain));
        }
    }

    private static string Why(ChainFacts chain) => chain.Problems switch
    {
        var flags when (flags & (X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot)) != 0 =>
            $"its chain ends at {(chain.Path.Count > 0 ? chain.Path[^1].Issuer : "nobody")}, whom nobody trusts",
        var flags when (flags & (X509ChainStatusFlags.HasNotPermittedNameConstraint | X509ChainStatusFlags.HasExcludedNameConstraint
            | X509ChainStatusFlags.HasNotDefinedNameConstraint | X509ChainStatusFlags.HasNotSupportedNameConstraint | X509ChainStatusFlags.InvalidNameConstraints)) != 0 =>
            "its issuer may not issue for this name",
        var flags when flags.HasFlag(X509ChainStatusFlags.NotSignatureValid) => "a signature in its chain is wrong",
        var flags when flags.HasFlag(X509ChainStatusFlags.InvalidBasicConstraints) => "it was issued by a certificate that is no authority for it",
        var flags => flags.ToString(),
    };

    [GeneratedRegex(@"CN=[^,]*\broot\b", RegexOptions.IgnoreCase)]
    private static partial Regex Root();
}
