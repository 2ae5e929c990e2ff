namespace SyntheticOps.Checker.Dns.Dnssec.Keys;

/// <summary>A public key that can verify; usable from several threads.</summary>
internal interface IPublicKey
{
    bool Verify(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature);
}
