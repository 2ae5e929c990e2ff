using System.Net;
using System.Net.Sockets;
using SyntheticOps.Gateway.Guard.Addresses;

namespace SyntheticOps.Gateway.Guard.Rates;

/// <summary>One client of a limit: an IPv4 address, or an IPv6 /64, because one subscriber has a whole one.</summary>
internal readonly record struct ClientKey(ulong Number, bool IsV6)
{
    public static ClientKey Of(IPAddress address)
    {
        var number = AddressRange.Number(address);
        return address.AddressFamily == AddressFamily.InterNetwork ? new((ulong)number, false) : new((ulong)(number >> 64), true);
    }
}
