using System.Net;
using System.Net.Sockets;

namespace SyntheticOps.Checker.Http;

/// <summary>Which of a name's addresses a request goes to; they fail apart, and a browser that falls back hides it.</summary>
internal enum AddressChoice
{
    /// <summary>In the resolver's order, as browsers do.</summary>
    Any,
    IPv4,
    IPv6,
}

internal static class AddressChoices
{
    public static bool Takes(this AddressChoice choice, IPAddress address) => choice switch
    {
        AddressChoice.IPv4 => address.AddressFamily == AddressFamily.InterNetwork,
        AddressChoice.IPv6 => address.AddressFamily == AddressFamily.InterNetworkV6,
        _ => true,
    };
}
