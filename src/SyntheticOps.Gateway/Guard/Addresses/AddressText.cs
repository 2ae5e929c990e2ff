using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SyntheticOps.Gateway.Guard.Addresses;

/// <summary>
/// Reads addresses as RFC 4291 and dotted decimal write them. IPAddress.TryParse also takes `16909060`, `0x7f.1` and zones, which two programs read differently.
/// </summary>
internal static class AddressText
{
    /// <summary>An address without port; an IPv4-mapped one comes back as IPv4.</summary>
    public static IPAddress? Parse(ReadOnlySpan<char> text)
    {
        if (!text.Contains(':'))
        {
            return IsDottedDecimal(text) && IPAddress.TryParse(text, out var four) ? four : null;
        }

        return !text.ContainsAny('%', '[', ']') && IPAddress.TryParse(text, out var six) && six.AddressFamily == AddressFamily.InterNetworkV6 ? Plain(six) : null;
    }

    /// <summary>An entry of X-Forwarded-For: the address with or without brackets and port.</summary>
    public static IPAddress? ParseForwarded(ReadOnlySpan<char> text)
    {
        text = text.Trim(" \t");
        if (text is ['[', ..])
        {
            var end = text.IndexOf(']');
            return end > 0 && IsPortOrNothing(text[(end + 1)..]) && text[1..end].Contains(':') ? Parse(text[1..end]) : null;
        }

        var colon = text.IndexOf(':');
        return colon > 0 && text[(colon + 1)..].IndexOf(':') < 0 && IsPortOrNothing(text[colon..]) ? Parse(text[..colon]) : Parse(text);
    }

    /// <summary>IPv4 as IPv4: `::ffff:192.0.2.1` is no other client than `192.0.2.1`.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static bool IsPortOrNothing(ReadOnlySpan<char> text) =>
        text.IsEmpty || (text[0] == ':' && text.Length <= 6 && ushort.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out _));

    private static bool IsDottedDecimal(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (++parts > 4 || part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0') || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                return false;
            }
        }

        return parts == 4;
    }
}
