using System.Formats.Asn1;

namespace SyntheticOps.Checker.Dns.Mail;

/// <summary>A DKIM key record (RFC 6376 section 3.6.1, RFC 8463).</summary>
/// <param name="Bits">Of the modulus, or of the Ed25519 key; 0 for a key that is revoked or unreadable.</param>
/// <param name="Fault">Why verifiers cannot use it; null when they can.</param>
internal sealed record DkimKey(string Kind, int Bits, bool IsRevoked, bool IsTesting, string? Fault)
{
    private const int Ed25519Octets = 32;

    /// <summary>Whether a TXT below _domainkey is meant as a key: wildcards answer here too.</summary>
    public static bool Is(string text)
    {
        var tags = TagList.Read(text, StringComparer.Ordinal);
        return tags.TryGetValue("v", out var version) ? version.StartsWith("DKIM", StringComparison.OrdinalIgnoreCase) : tags.ContainsKey("p");
    }

    public static DkimKey Parse(string text)
    {
        var tags = TagList.Read(text, StringComparer.Ordinal);
        var kind = tags.GetValueOrDefault("k", "rsa");
        var testing = tags.GetValueOrDefault("t", "").Split(':', StringSplitOptions.TrimEntries).Contains("y");
        var version = tags.GetValueOrDefault("v");
        if (version is not (null or "DKIM1") || (version is not null && !TagList.StartsWith(text, "DKIM1")))
        {
            return new DkimKey(kind, 0, false, testing, "v=DKIM1 does not stand first");
        }

        if (!tags.TryGetValue("p", out var given))
        {
            return new DkimKey(kind, 0, false, testing, "it has no p");
        }

        var base64 = string.Concat(given.Where(letter => !char.IsWhiteSpace(letter)));
        var octets = new byte[base64.Length];
        return base64.Length == 0
            ? new DkimKey(kind, 0, true, testing, null)
            : Convert.TryFromBase64String(base64, octets, out var length)
                ? OfKey(kind, octets.AsMemory(0, length), testing)
                : new DkimKey(kind, 0, false, testing, "p is not Base64");
    }

    private static DkimKey OfKey(string kind, ReadOnlyMemory<byte> key, bool testing) => kind switch
    {
        "ed25519" when key.Length == Ed25519Octets => new DkimKey(kind, Ed25519Octets * 8, false, testing, null),
        "ed25519" => new DkimKey(kind, 0, false, testing, $"an Ed25519 key has {Ed25519Octets} octets, this one {key.Length}"),
        "rsa" when ModulusBits(key) is > 0 and var bits => new DkimKey(kind, bits, false, testing, null),
        "rsa" => new DkimKey(kind, 0, false, testing, "p holds no RSA key"),
        _ => new DkimKey(kind, 0, false, testing, $"the kind of key k={kind} is not known"),
    };

    /// <summary>Of a SubjectPublicKeyInfo, as everybody writes it, or of the bare RSAPublicKey that the RFC's text also allows.</summary>
    private static int ModulusBits(ReadOnlyMemory<byte> key)
    {
        try
        {
            var outer = new AsnReader(key, AsnEncodingRules.DER).ReadSequence();
            if (outer.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
            {
                outer.ReadSequence();
                outer = new AsnReader(outer.ReadBitString(out _), AsnEncodingRules.DER).ReadSequence();
            }

            var modulus = outer.ReadIntegerBytes().Span.TrimStart((byte)0);
            return modulus.IsEmpty ? 0 : ((modulus.Length - 1) * 8) + (32 - System.Numerics.BitOperations.LeadingZeroCount(modulus[0]));
        }
        catch (AsnContentException)
        {
            return 0;
        }
    }
}
