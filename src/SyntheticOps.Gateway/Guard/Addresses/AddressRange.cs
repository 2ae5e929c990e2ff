using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SyntheticOps.Gateway.Guard.Addresses;

/// <summary>A network such as `192.0.2.0/24`; one address is its /32 or /128. IPv4-mapped networks are IPv4.</summary>
internal readonly record struct AddressRange
{
    /// <summary>What <see cref="TryParse"/> takes, for messages.</summary>
    public const string Form = "expected an address or a network without host bits, such as 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32";

    private const int MappedBits = 96;

    private AddressRange(IPAddress address, int prefix)
    {
        IsV6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        Prefix = prefix;
        First = Number(address);
        Last = First | HostBits(IsV6, prefix);
    }

    public bool IsV6 { get; }

    public int Prefix { get; }

    public UInt128 First { get; }

    public UInt128 Last { get; }

    /// <summary>Holds every address of its family.</summary>
    public bool IsEverything => Prefix == 0;

    public static bool TryParse(ReadOnlySpan<char> text, out AddressRange range)
    {
        range = default;
        var slash = text.IndexOf('/');
        var written = slash < 0 ? text : text[..slash];
        if (AddressText.Parse(written) is not { } address)
        {
            return false;
        }

        var isV6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        var prefix = isV6 ? 128 : 32;
        if (slash >= 0 && !TryPrefix(text[(slash + 1)..], isV6, mapped: !isV6 && written.Contains(':'), out prefix))
        {
            return false;
        }

        range = new AddressRange(address, prefix);
        return (range.First & HostBits(isV6, prefix)) == UInt128.Zero;
    }

    public static AddressRange Of(IPAddress address) =>
        new(AddressText.Plain(address), AddressText.Plain(address).AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32);

    /// <summary>Networks overlap only when one holds the other.</summary>
    public bool Overlaps(AddressRange other) => IsV6 == other.IsV6 && First <= other.Last && other.First <= Last;

    public bool Holds(IPAddress address) => Overlaps(Of(address));

    public static UInt128 Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>The shortest form: an address alone when it is one.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, First);
        var address = new IPAddress(IsV6 ? bytes : bytes[12..]);
        return Prefix == (IsV6 ? 128 : 32) ? address.ToString() : string.Create(CultureInfo.InvariantCulture, $"{address}/{Prefix}");
    }

    private static bool TryPrefix(ReadOnlySpan<char> text, bool isV6, bool mapped, out int prefix)
    {
        if (text is [] or ['0', _, ..] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out prefix))
        {
            prefix = 0;
            return false;
        }

        prefix -= mapped ? MappedBits : 0;
        return prefix >= 0 && prefix <= (isV6 ? 128 : 32);
    }

    private static UInt128 HostBits(bool isV6, int prefix)
    {
        var bits = (isV6 ? 128 : 32) - prefix;
        return bits == 128 ? UInt128.MaxValue : (UInt128.One << bits) - 1;
    }
}
