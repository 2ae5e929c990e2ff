using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace SyntheticOps.Checker.Dns.Wire;

/// <summary>
/// A domain name as octets: length-prefixed labels ending in the root, at most 255 (RFC 1035 section 3.1). Case is kept,
/// comparison ignores it for ASCII only (RFC 4343).
/// </summary>
internal sealed class DnsName : IEquatable<DnsName>
{
    public const int MaximumLength = 255;

    public const int MaximumLabel = 63;

    private readonly byte[] _wire;

    private DnsName(byte[] wire) => _wire = wire;

    public static DnsName Root { get; } = new([0]);

    /// <summary>Uncompressed, with the root's zero at the end.</summary>
    public ReadOnlySpan<byte> Wire => _wire;

    public bool IsRoot => _wire.Length == 1;

    public int Labels
    {
        get
        {
            var count = 0;
            for (var at = 0; _wire[at] != 0; at += _wire[at] + 1)
            {
                count++;
            }

            return count;
        }
    }

    /// <summary>The first label; empty for the root.</summary>
    public ReadOnlySpan<byte> First => _wire.AsSpan(1, _wire[0]);

    /// <summary>The name without its first label; the root's is the root.</summary>
    public DnsName Parent => IsRoot ? this : new DnsName(_wire[(_wire[0] + 1)..]);

    /// <summary>Takes octets that are already known to be whole, valid labels.</summary>
    internal static DnsName FromValid(ReadOnlySpan<byte> wire) => wire.Length == 1 ? Root : new DnsName(wire.ToArray());

    public static DnsName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is not a domain name.");

    /// <summary>Reads the form of zone files: dots between labels, `\.` and `\DDD` inside them; the last dot may be missing.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DnsName? name)
    {
        name = text is "." ? Root : null;
        if (name is not null)
        {
            return true;
        }

        Span<byte> wire = stackalloc byte[MaximumLength + 1];
        var (length, start) = (1, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '.')
            {
                if (!Close(wire, start, length) || length >= MaximumLength)
                {
                    return false;
                }

                start = length++;
            }
            else if (length >= MaximumLength || !Octet(text, ref i, out wire[length++]))
            {
                return false;
            }
        }

        if (length > start + 1)
        {
            if (!Close(wire, start, length) || length >= MaximumLength)
            {
                return false;
            }

            start = length++;
        }
        else if (start == 0)
        {
            return false;
        }

        wire[start] = 0;
        name = FromValid(wire[..length]);
        return true;
    }

    /// <summary>The name below this one; null when it would be too long.</summary>
    public DnsName? Child(string label)
    {
        var octets = Encoding.ASCII.GetBytes(label);
        return octets.Length is 0 or > MaximumLabel || octets.Length + 1 + _wire.Length > MaximumLength
            ? null
            : new DnsName([(byte)octets.Length, .. octets, .. _wire]);
    }

    /// <summary>Whether this is that name or stands below it.</summary>
    public bool IsAtOrBelow(DnsName ancestor)
    {
        var at = 0;
        while (_wire.Length - at > ancestor._wire.Length)
        {
            at += _wire[at] + 1;
        }

        return Same(_wire.AsSpan(at), ancestor._wire);
    }

    public bool Equals(DnsName? other) => other is not null && Same(_wire, other._wire);

    public override bool Equals(object? obj) => Equals(obj as DnsName);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var octet in _wire)
        {
            hash.Add(Lower(octet));
        }

        return hash.ToHashCode();
    }

    /// <summary>With the final dot; octets that are not plain are escaped.</summary>
    public override string ToString()
    {
        if (IsRoot)
        {
            return ".";
        }

        var text = new StringBuilder(_wire.Length);
        for (var at = 0; _wire[at] != 0; at += _wire[at] + 1)
        {
            foreach (var octet in _wire.AsSpan(at + 1, _wire[at]))
            {
                Escape(text, octet);
            }

            text.Append('.');
        }

        return text.ToString();
    }

    /// <summary>Without the final dot and in lower case, for people and for baselines.</summary>
    public string Shown => IsRoot ? "." : ToString()[..^1].ToLowerInvariant();

    internal static byte Lower(byte octet) => octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet | 0x20) : octet;

    private static bool Same(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (var i = 0; i < left.Length; i++)
        {
            // Length octets are below 64, so lowering them changes nothing.
            if (Lower(left[i]) != Lower(right[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Close(Span<byte> wire, int start, int length)
    {
        var label = length - start - 1;
        wire[start] = (byte)label;
        return label is > 0 and <= MaximumLabel;
    }

    private static bool Octet(string text, ref int i, out byte octet)
    {
        octet = 0;
        if (text[i] != '\\')
        {
            octet = (byte)text[i];
            return text[i] is > ' ' and < (char)127;
        }

        if (++i >= text.Length)
        {
            return false;
        }

        if (!char.IsAsciiDigit(text[i]))
        {
            octet = (byte)text[i];
            return text[i] is >= ' ' and < (char)127;
        }

        var whole = i + 3 <= text.Length && byte.TryParse(text.AsSpan(i, 3), NumberStyles.None, CultureInfo.InvariantCulture, out octet);
        i += 2;
        return whole;
    }

    private static void Escape(StringBuilder text, byte octet)
    {
        switch (octet)
        {
            case (byte)'.' or (byte)'\\' or (byte)'"' or (byte)';' or (byte)'(' or (byte)')' or (byte)'@' or (byte)'$':
                text.Append('\\').Append((char)octet);
                break;
            case > (byte)' ' and < 127:
                text.Append((char)octet);
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"\\{octet:D3}");
                break;
        }
    }
}
