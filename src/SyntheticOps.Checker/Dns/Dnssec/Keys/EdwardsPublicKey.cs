using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace SyntheticOps.Checker.Dns.Dnssec.Keys;

/// <summary>Ed25519 and Ed448 as RFC 8080 writes them, by BouncyCastle: .NET 10 has neither.</summary>
internal sealed class EdwardsPublicKey(Func<byte[], byte[], bool> verify, int signatureSize) : IPublicKey
{
    public static EdwardsPublicKey? Read25519(byte[] octets)
    {
        if (octets.Length != Ed25519.PublicKeySize)
        {
            return null;
        }

        var key = new Ed25519PublicKeyParameters(octets);
        return new((signed, signature) => key.Verify(Ed25519.Algorithm.Ed25519, null, signed, 0, signed.Length, signature, 0), Ed25519.SignatureSize);
    }

    public static EdwardsPublicKey? Read448(byte[] octets)
    {
        if (octets.Length != Ed448.PublicKeySize)
        {
            return null;
        }

        var key = new Ed448PublicKeyParameters(octets);
        return new((signed, signature) => key.Verify(Ed448.Algorithm.Ed448, [], signed, 0, signed.Length, signature, 0), Ed448.SignatureSize);
    }

    public bool Verify(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature) =>
        signature.Length == signatureSize && verify(signed.ToArray(), signature.ToArray());
}
