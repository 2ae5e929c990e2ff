using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns.Dnssec;

/// <summary>A key pair that signs zones; algorithms that nobody knows sign with random octets.</summary>
internal sealed class TestKey
{
    public const ushort ZoneSigning = 256;
    public const ushort KeySigning = 257;
    public const ushort Revoked = 257 | 128;

    private readonly Func<byte[], byte[]> _sign;

    private TestKey(KeyData data, Func<byte[], byte[]> sign) => (Data, _sign) = (data, sign);

    public KeyData Data { get; }

    public ushort Tag => ZoneKey.TagOf(Data);

    public static TestKey Create(int algorithm = 13, ushort flags = KeySigning, int bits = 2048) => algorithm switch
    {
        5 or 7 => Rsa(algorithm, flags, bits, HashAlgorithmName.SHA1),
        8 => Rsa(algorithm, flags, bits, HashAlgorithmName.SHA256),
        10 => Rsa(algorithm, flags, bits, HashAlgorithmName.SHA512),
        13 => Elliptic(algorithm, flags, ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256),
        14 => Elliptic(algorithm, flags, ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384),
        15 => Ed25519(flags),
        16 => Ed448(flags),
        _ => new(new KeyData(flags, 3, (byte)algorithm, RandomNumberGenerator.GetBytes(64)), _ => RandomNumberGenerator.GetBytes(64)),
    };

    public TestKey With(ushort flags) => new(Data with { Flags = flags }, _sign);

    public byte[] Sign(byte[] octets) => _sign(octets);

    public DigestData Ds(string zone, int digest = KeyDigest.Sha256) => KeyDigest.Ds(DnsName.Parse(zone), Data, digest);

    private static TestKey Rsa(int algorithm, ushort flags, int bits, HashAlgorithmName hash)
    {
        var rsa = RSA.Create(bits);
        var parameters = rsa.ExportParameters(false);
        return new(
            new KeyData(flags, 3, (byte)algorithm, [(byte)parameters.Exponent!.Length, .. parameters.Exponent, .. parameters.Modulus!]),
            octets => rsa.SignData(octets, hash, RSASignaturePadding.Pkcs1));
    }

    private static TestKey Elliptic(int algorithm, ushort flags, ECCurve curve, HashAlgorithmName hash)
    {
        var key = ECDsa.Create(curve);
        var point = key.ExportParameters(false).Q;
        return new(new KeyData(flags, 3, (byte)algorithm, [.. point.X!, .. point.Y!]), octets => key.SignData(octets, hash));
    }

    private static TestKey Ed25519(ushort flags)
    {
        var key = new Ed25519PrivateKeyParameters(new SecureRandom());
        return new(new KeyData(flags, 3, 15, key.GeneratePublicKey().GetEncoded()), octets =>
        {
            var signature = new byte[64];
            key.Sign(Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.Algorithm.Ed25519, null, octets, 0, octets.Length, signature, 0);
            return signature;
        });
    }

    private static TestKey Ed448(ushort flags)
    {
        var key = new Ed448PrivateKeyParameters(new SecureRandom());
        return new(new KeyData(flags, 3, 16, key.GeneratePublicKey().GetEncoded()), octets =>
        {
            var signature = new byte[114];
            key.Sign(Org.BouncyCastle.Math.EC.Rfc8032.Ed448.Algorithm.Ed448, [], octets, 0, octets.Length, signature, 0);
            return signature;
        });
    }
}
