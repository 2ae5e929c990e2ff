using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tls.Rules;

/// <summary>Whether the certificate is one for servers.</summary>
internal sealed class UsageRule : ITlsRule
{
    public static readonly TlsCode Wrong = new("cert-eku-wrong", Severity.Error, Effect.Refuses, "Issue it again with serverAuth.");
    public static readonly TlsCode Authority = new("cert-is-ca", Severity.Warning, Effect.None, "Issue a certificate of its own for the server.");

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>anyExtendedKeyUsage is not enough: browsers want serverAuth itself.</summary>
    public static bool MayServe(CertificateFacts certificate) =>
        certificate.Usages is null || certificate.Usages.Contains(ServerAuthentication);

    public IEnumerable<TlsFinding> Judge(TlsFacts facts)
    {
        if (!MayServe(facts.Leaf))
        {
            var usages = string.Join(", ", facts.Leaf.Usages!.Take(5));
            yield return Wrong.Found($"The certificate of {facts.Host} may not be used for servers (extended key usage {usages}).", usages);
        }

        if (facts.Leaf.IsAuthority)
        {
            yield return Authority.Found($"{facts.Host} shows the certificate of an authority as its own.", facts.Leaf.Subject);
        }
    }
}
