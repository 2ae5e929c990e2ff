using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace SyntheticOps.Checker.Tls.Certificates;

/// <summary>Kind and size of a public key, read from its encoding, because the platform refuses some keys.</summary>
internal static class PublicKeyReader
{
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string RsaPss = "1.2.840.113549.1.1.10";
    private const string EllipticCurve = "1.2.840.10045.2.1";

    /// <summary>Named curves of RFC 5480 and SEC 2, and their bits.</summary>
    private static readonly Dictionary<string, int> Curves = new(StringComparer.Ordinal)
    {
        ["1.2.840.10045.3.1.1"] = 192,
        ["1.3.132.0.33"] = 224,
        ["1.2.840.10045.3.1.7"] = 256,
        ["1.3.132.0.10"] = 256,
        ["1.3.132.0.34"] = 384,
        ["1.3.132.0.35"] = 521,
        ["1.3.132.0.8"] = 160,
        ["1.3.132.0.9"] = 160,
    };

    public static (KeyKind Kind, int Bits) Read(PublicKey key)
    {
        try
        {
            return key.Oid.Value switch
            {
                Rsa or RsaPss => (KeyKind.Rsa, ModulusBits(key.EncodedKeyValue.RawData)),
                EllipticCurve when key.EncodedParameters is { } curve && Curves.TryGetValue(Name(curve.RawData), out var bits) => (KeyKind.EllipticCurve, bits),
                _ => (KeyKind.Unsupported, 0),
            };
        }
        catch (AsnContentException)
        {
            return (KeyKind.Unsupported, 0);
        }
    }

    private static string Name(byte[] der) => AsnDecoder.ReadObjectIdentifier(der, AsnEncodingRules.DER, out _);

    /// <summary>RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }.</summary>
    private static int ModulusBits(byte[] der) =>
        (int)new AsnReader(der, AsnEncodingRules.DER).ReadSequence().ReadInteger().GetBitLength();
}
