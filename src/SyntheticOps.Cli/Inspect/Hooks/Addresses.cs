using System.Globalization;
using System.Net;

namespace SyntheticOps.Cli.Inspect.Hooks;

/// <summary>Reads `127.0.0.1:8443`, `[::1]:8443` and `shop.example:443=127.0.0.1:8443`; null for everything else.</summary>
internal static class Addresses
{
    public const string EndpointForm = "an address with its port is expected, such as 127.0.0.1:8443 or [::1]:8443";

    public const string PlaceForm = "HOST:PORT=ADDRESS:PORT is expected, such as shop.example:443=127.0.0.1:8443; HOST may be *";

    public static IPEndPoint? Endpoint(string? text)
    {
        // IPAddress also reads 127.1 and 0x7f.1; those are not written here.
        text ??= "";
        var colon = text.LastIndexOf(':');
        return colon > 0
            && Port(text.AsSpan(colon + 1)) is { } port
            && IPAddress.TryParse(text[..colon].Trim('[', ']'), out var address)
            && (text[0] == '[' || text.AsSpan(0, colon).Count('.') == 3)
                ? new IPEndPoint(address, port)
                : null;
    }

    /// <summary>`HOST:PORT`; the host is taken as it is written.</summary>
    public static (string Host, int Port)? Place(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && Port(text.AsSpan(colon + 1)) is { } port && IsHost(text[..colon]) ? (text[..colon], port) : null;
    }

    public static KeyValuePair<(string Host, int Port), IPEndPoint>? Mapping(string text)
    {
        var sides = text.Split('=');
        return sides.Length == 2 && Place(sides[0]) is { } place && Endpoint(sides[1]) is { } endpoint ? KeyValuePair.Create(place, endpoint) : null;
    }

    private static bool IsHost(string host) => host is ['[', .., ']'] || (!host.Contains(':', StringComparison.Ordinal) && !host.Any(char.IsWhiteSpace));

    private static int? Port(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 ? port : null;
}
