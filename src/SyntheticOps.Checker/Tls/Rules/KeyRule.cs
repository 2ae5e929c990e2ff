using System.Globalization;
using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tls.Rules;

/// <summary>Size and kind of the keys, root apart.</summary>
internal sealed class KeyRule : ITlsRule
{
    public static readonly TlsCode Weak = new("cert-key-weak", Severity.Error, Effect.Degrades, "Issue it again with P-256 or RSA 2048.");
    public static readonly TlsCode Unsupported = new("cert-key-unsupported", Severity.Warning, Effect.Degrades, "Use P-256 or RSA.");

    public IEnumerable<TlsFinding> Judge(TlsFacts facts) =>
        SignatureRule.Judged(facts).Prepend(facts.Leaf).Distinct().Select(certificate => Judge(certificate, facts.Host)).OfType<TlsFinding>();

    private static TlsFinding? Judge(CertificateFacts certificate, string host)
    {
        var bits = certificate.KeyBits.ToString(CultureInfo.InvariantCulture);
        return certificate.Key switch
        {
            KeyKind.Rsa when certificate.KeyBits < 2048 => Weak.Found($"The RSA key of {certificate.Subject} at {host} has {bits} bits, at least 2048 are needed.", "RSA", bits),
            KeyKind.EllipticCurve when certificate.KeyBits < 256 =>
                Weak.Found($"The elliptic curve key of {certificate.Subject} at {host} has {bits} bits, at least 256 are needed.", "EC", bits),
            KeyKind.Unsupported => Unsupported.Found($"The key of {certificate.Subject} at {host} is of a kind that browsers refuse.", certificate.Subject),
            _ => null,
        };
    }
}
