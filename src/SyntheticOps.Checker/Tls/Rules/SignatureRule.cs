using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tls.Rules;

/// <summary>MD2, MD5 and SHA-1 signatures; those of a root do not matter, because nobody verifies them.</summary>
internal sealed class SignatureRule : ITlsRule
{
    public static readonly TlsCode Weak = new("cert-signature-weak", Severity.Error, Effect.Refuses, "Issue it again with SHA-256.");

    private static readonly Dictionary<string, string> WeakAlgorithms = new(StringComparer.Ordinal)
    {
        ["1.2.840.113549.1.1.2"] = "MD2",
        ["1.2.840.113549.1.1.4"] = "MD5",
        ["1.2.840.113549.1.1.5"] = "SHA-1",
        ["1.3.14.3.2.29"] = "SHA-1",
        ["1.2.840.10045.4.1"] = "SHA-1",
        ["1.2.840.10040.4.3"] = "SHA-1",
    };

    public IEnumerable<TlsFinding> Judge(TlsFacts facts) =>
        from certificate in Judged(facts)
        where WeakAlgorithms.ContainsKey(certificate.SignatureAlgorithm)
        let algorithm = WeakAlgorithms[certificate.SignatureAlgorithm]
        select Weak.Found($"The certificate {certificate.Subject} of {facts.Host} is signed with {algorithm}, which can be forged.", certificate.Subject, algorithm);

    /// <summary>The leaf and the authorities above it, without the root.</summary>
    internal static IEnumerable<CertificateFacts> Judged(TlsFacts facts) =>
        facts.Chain.Path.Skip(1).Prepend(facts.Leaf).Where(certificate => !certificate.IsSelfIssued);
}
