using System.Net;
using System.Net.Sockets;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Keys;

namespace SyntheticOps.Collector.Receiving;

/// <summary>The ingest key, and how often an address has shown a wrong one. A right key always passes.</summary>
internal sealed class IngestKeys(IConfiguration configuration, DataFolder data, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly AccessKeys _keys = new(KeySource.Require(configuration, data, Names.Env.IngestKey));
    private readonly Dictionary<IPAddress, (long Since, int Count)> _failures = [];
    private readonly Lock _lock = new();

    /// <summary>Null when the request may pass.</summary>
    public Refusal? Check(HttpContext context)
    {
        if (_keys.AcceptsBearer(context.Request.Headers.Authorization))
        {
            return null;
        }

        return CountFailure(Network(context.Connection.RemoteIpAddress ?? IPAddress.None)) > Limits.FailuresPerMinute
            ? Refusal.TooManyWrongKeys()
            : Refusal.NoKey();
    }

    private int CountFailure(IPAddress address)
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
