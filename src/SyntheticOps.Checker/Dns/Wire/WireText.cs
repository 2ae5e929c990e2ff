using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace SyntheticOps.Checker.Dns.Wire;

/// <summary>Parts of records in the form of zone files.</summary>
internal static class WireText
{
    private const string Base32HexDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

    /// <summary>A, MX, TYPE65280.</summary>
    public static string Type(RecordType type) =>
        Enum.IsDefined(type) && type != RecordType.None ? type.ToString() : string.Create(CultureInfo.InvariantCulture, $"TYPE{(ushort)type}");

    public static string Quoted(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder(octets.Length + 2).Append('"');
        foreach (var octet in octets)
        {
            _ = octet switch
            {
                (byte)'"' or (byte)'\\' => text.Append('\\').Append((char)octet),
                >= (byte)' ' and < 127 => text.Append((char)octet),
                _ => text.Append(CultureInfo.InvariantCulture, $"\\{octet:D3}"),
            };
        }

        return text.Append('"').ToString();
    }

    public static string Salt(byte[] salt) => salt.Length == 0 ? "-" : Convert.ToHexString(salt);

    /// <summary>Seconds since 1970 as YYYYMMDDHHmmSS (RFC 4034 section 3.2).</summary>
    public static string Time(uint seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>RFC 4648 section 7, without padding.</summary>
    public static string Base32Hex(byte[] octets)
    {
        var text = new StringBuilder((octets.Length * 8 / 5) + 1);
        var (bits, held) = (0, 0);
        foreach (var octet in octets)
        {
            (bits, held) = (((bits << 8) | octet) & 0xFFF, held + 8);
            for (; held >= 5; held -= 5)
            {
                text.Append(Base32HexDigits[(bits >> (held - 5)) & 31]);
            }
        }

        return (held > 0 ? text.Append(Base32HexDigits[(bits << (5 - held)) & 31]) : text).ToString();
    }

    /// <summary>One service parameter: the known ones by name, others as keyN (RFC 9460 section 2.1).</summary>
    public static string Parameter(ushort key, byte[] value) => key switch
    {
        1 when Strings(value) is { } protocols => $"alpn=\"{string.Join(',', protocols)}\"",
        2 when value.Length == 0 => "no-default-alpn",
        3 when value.Length == 2 => string.Create(CultureInfo.InvariantCulture, $"port={BinaryPrimitives.ReadUInt16BigEndian(value)}"),
        4 when value.Length > 0 && value.Length % 4 == 0 => $"ipv4hint={Addresses(value, 4)}",
        5 => $"ech={Convert.ToBase64String(value)}",
        6 when value.Length > 0 && value.Length % 16 == 0 => $"ipv6hint={Addresses(value, 16)}",
        _ when value.Length == 0 => string.Create(CultureInfo.InvariantCulture, $"key{key}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"key{key}={Quoted(value)}"),
    };

    private static string Addresses(byte[] value, int size) =>
        string.Join(',', value.Chunk(size).Select(octets => new IPAddress(octets).ToString()));

    private static List<string>? Strings(byte[] value)
    {
        var all = new List<string>();
        for (var at = 0; at < value.Length; at += value[at] + 1)
        {
            if (value[at] == 0 || at + value[at] >= value.Length)
            {
                return null;
            }

            all.Add(Encoding.Latin1.GetString(value, at + 1, value[at]));
        }

        return all;
    }
}
