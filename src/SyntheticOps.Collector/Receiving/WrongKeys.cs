using System.Net;
using System.Net.Sockets;

namespace SyntheticOps.Collector.Receiving;

/// <summary>How often an address has shown a wrong key in the last minute; bounded.</summary>
internal sealed class WrongKeys(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<IPAddress, (long Since, int Count)> _failures = [];
    private readonly Lock _lock = new();

    /// <summary>Counts one more; whether there are too many.</summary>
    public bool Exceeded(HttpContext context) =>
        Count(Network(context.Connection.RemoteIpAddress ?? IPAddress.None)) > Limits.FailuresPerMinute;

    private int Count(IPAddress address)
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            var (since, count) = _failures.GetValueOrDefault(address, (now, 0));
            (since, count) = clock.GetElapsedTime(since, now) > Window ? (now, 1) : (since, count + 1);
            if (_failures.Count >= Limits.CountedAddresses && !_failures.ContainsKey(address))
            {
                _failures.Clear();
            }

            _failures[address] = (since, count);
            return count;
        }
    }

    /// <summary>IPv6 hosts own a /64, so that is what is counted.</summary>
    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
