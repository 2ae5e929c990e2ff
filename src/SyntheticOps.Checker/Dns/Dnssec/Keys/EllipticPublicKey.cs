using System.Security.Cryptography;

namespace SyntheticOps.Checker.Dns.Dnssec.Keys;

/// <summary>ECDSA as RFC 6605 writes it: X and Y, signatures r and s, each of the curve's size.</summary>
internal sealed class EllipticPublicKey(ECDsa key, HashAlgorithmName hash, int size) : IPublicKey
{
    private readonly Lock _one = new();

    public static EllipticPublicKey? Read(byte[] octets, ECCurve curve, HashAlgorithmName hash, int size) => octets.Length != 2 * size
        ? null
        : new(ECDsa.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = octets[..size], Y = octets[size..] } }), hash, size);

    public bool Verify(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != 2 * size)
        {
            return false;
        }

        lock (_one)
        {
            return key.VerifyData(signed, signature, hash);
        }
    }
}
