using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SyntheticOps.Checker.Tls.Wire;

namespace SyntheticOps.Checker.Tls.Certificates;

/// <summary>Reads a certificate of a stranger; whatever cannot be read in it counts as absent.</summary>
internal static class CertificateReader
{
    private const string TlsFeature = "1.3.6.1.5.5.7.1.24";
    private const string TimestampList = "1.3.6.1.4.1.11129.2.4.2";

    /// <summary>status_request, the only TLS feature in use (RFC 7633 section 4.2.3.1).</summary>
    private const int StatusRequest = 5;

    /// <summary>Null when the bytes are no certificate.</summary>
    public static CertificateFacts? Read(ReadOnlyMemory<byte> der)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der.Span);
            return Read(certificate);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static CertificateFacts Read(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.FirstOrDefault(extension => extension.Oid?.Value == "2.5.29.17");
        var (kind, bits) = PublicKeyReader.Read(certificate.PublicKey);
        var (dns, addresses) = names is null ? ([], []) : Names(names.RawData);
        return new CertificateFacts
        {
            Raw = certificate.RawDataMemory.ToArray(),
            Subject = Line(certificate.Subject),
            Issuer = Line(certificate.Issuer),
            SubjectName = certificate.SubjectName.RawData,
            IssuerName = certificate.IssuerName.RawData,
            Serial = certificate.SerialNumber,
            NotBefore = certificate.NotBefore.ToUniversalTime(),
            NotAfter = certificate.NotAfter.ToUniversalTime(),
            HasNames = names is not null,
            DnsNames = dns,
            Addresses = addresses,
            Key = kind,
            KeyBits = bits,
            SignatureAlgorithm = certificate.SignatureAlgorithm.Value ?? "",
            IsAuthority = Try(() => certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(extension => extension.CertificateAuthority), false),
            Usages = Try(
                () => certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault()?.EnhancedKeyUsages.Cast<Oid>().Select(usage => usage.Value ?? "").ToList(),
                []),
            MustStaple = certificate.Extensions.Any(extension => extension.Oid?.Value == TlsFeature && AsksForStaple(extension.RawData)),
            Timestamps = certificate.Extensions
                .Where(extension => extension.Oid?.Value == TimestampList)
                .Sum(extension => Try(() => ServerMessages.CountTimestamps(AsnDecoder.ReadOctetString(extension.RawData, AsnEncodingRules.DER, out _)), 0)),
        };
    }

    /// <summary>A text of a stranger as one harmless line of at most 200 characters.</summary>
    public static string Line(string text)
    {
        var line = string.Concat(text.Take(200).Select(character => char.IsControl(character) || char.IsSurrogate(character) ? '\uFFFD' : character));
        return text.Length > 200 ? line + "…" : line;
    }

    private static (List<string> Dns, List<IPAddress> Addresses) Names(byte[] der)
    {
        var extension = new X509SubjectAlternativeNameExtension(der);
        return (Try(() => extension.EnumerateDnsNames().ToList(), []), Try(() => extension.EnumerateIPAddresses().ToList(), []));
    }

    private static bool AsksForStaple(byte[] der) => Try(
        () =>
        {
            var features = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
            var found = false;
            while (features.HasData)
            {
                found |= features.ReadInteger() == StatusRequest;
            }

            return found;
        },
        false);

    private static T Try<T>(Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException or ArgumentException or FormatException)
        {
            return otherwise;
        }
    }
}
