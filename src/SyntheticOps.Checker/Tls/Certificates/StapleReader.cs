using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SyntheticOps.Checker.Tls.Certificates;

/// <summary>
/// Reads an OCSP response and verifies its signature: SEQUENCE { responseStatus, [0] { id-pkix-ocsp-basic, OCTET STRING {
/// BasicOCSPResponse } } } (RFC 6960 section 4.2.1). No responder is ever asked.
/// </summary>
internal static class StapleReader
{
    private const string OcspSigning = "1.3.6.1.5.5.7.3.9";

    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <param name="issuer">DER of the leaf's issuer; null when it is not known.</param>
    public static Staple Read(ReadOnlyMemory<byte> response, ReadOnlyMemory<byte>? issuer)
    {
        try
        {
            var outer = new AsnReader(response, AsnEncodingRules.BER).ReadSequence();
            if (outer.ReadEnumeratedBytes().Span is not [0])
            {
                return Staple.Unreadable;
            }

            var bytes = outer.ReadSequence(Context0).ReadSequence();
            bytes.ReadObjectIdentifier();
            var basic = new AsnReader(bytes.ReadOctetString(), AsnEncodingRules.BER).ReadSequence();
            var signed = basic.PeekEncodedValue();
            var staple = ReadData(basic.ReadSequence());
            return staple with { IsSigned = issuer is { } known && IsSigned(signed, basic, known) };
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException or InvalidOperationException)
        {
            return Staple.Unreadable;
        }
    }

    /// <summary>ResponseData; the first single response counts, a staple has one.</summary>
    private static Staple ReadData(AsnReader data)
    {
        if (data.PeekTag().HasSameClassAndValue(Context0))
        {
            data.ReadEncodedValue();
        }

        data.ReadEncodedValue();
        data.ReadGeneralizedTime();
        var single = data.ReadSequence().ReadSequence();
        var id = single.ReadSequence();
        id.ReadSequence();
        id.ReadOctetString();
        id.ReadOctetString();
        var serial = Convert.ToHexString(id.ReadIntegerBytes().Span);
        var status = single.PeekTag().TagValue switch { 0 => StapleStatus.Good, 1 => StapleStatus.Revoked, _ => StapleStatus.Unknown };
        single.ReadEncodedValue();
        var thisUpdate = single.ReadGeneralizedTime();
        DateTimeOffset? nextUpdate = single.HasData && single.PeekTag().HasSameClassAndValue(Context0)
            ? single.ReadSequence(Context0).ReadGeneralizedTime()
            : null;
        return new Staple(status, serial, thisUpdate, nextUpdate, false);
    }

    /// <summary>What follows the data: algorithm, signature, [0] certificates of an appointed responder.</summary>
    private static bool IsSigned(ReadOnlyMemory<byte> data, AsnReader rest, ReadOnlyMemory<byte> issuerDer)
    {
        var algorithm = rest.ReadSequence().ReadObjectIdentifier();
        var signature = rest.ReadBitString(out _);
        using var issuer = X509CertificateLoader.LoadCertificate(issuerDer.Span);
        if (SignatureVerifier.IsSignedBy(issuer, algorithm, data.Span, signature))
        {
            return true;
        }

        if (!rest.HasData)
        {
            return false;
        }

        using var responder = X509CertificateLoader.LoadCertificate(rest.ReadSequence(Context0).ReadSequence().ReadEncodedValue().Span);
        return IsAppointed(responder, issuer) && SignatureVerifier.IsSignedBy(responder, algorithm, data.Span, signature);
    }

    /// <summary>The issuer itself signed the responder's certificate, and for this purpose (RFC 6960 section 4.2.2.2).</summary>
    private static bool IsAppointed(X509Certificate2 responder, X509Certificate2 issuer)
    {
        var certificate = new AsnReader(responder.RawDataMemory, AsnEncodingRules.BER).ReadSequence();
        var signed = certificate.ReadEncodedValue();
        var algorithm = certificate.ReadSequence().ReadObjectIdentifier();
        return responder.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any(usages => usages.EnhancedKeyUsages.Cast<Oid>().Any(usage => usage.Value == OcspSigning))
            && SignatureVerifier.IsSignedBy(issuer, algorithm, signed.Span, certificate.ReadBitString(out _));
    }
}
