using System.Net;
using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Guard.Addresses;
using SyntheticOps.Gateway.Guard.Rates;
using SyntheticOps.Gateway.Hosting;

namespace SyntheticOps.Gateway.Guard.Connections;

/// <summary>
/// How many connections one address may hold, so that nobody takes all the places. While half of them are free it may hold its whole
/// share, then less and less: a hundred attackers leave room for a newcomer too. Known proxies, which carry many customers, may hold any number.
/// </summary>
internal sealed class ConnectionShares(IOptions<CustomerOptions> options, TimeProvider clock, ILogger<ConnectionShares> log)
{
    /// <summary>By default; a browser opens one over HTTP/2 and six over HTTP/1.1, an office of forty shares an address.</summary>
    public const int PerAddress = 256;

    /// <summary>However full it is, as long as there is a place.</summary>
    public const int Least = 4;

    private static readonly TimeSpan TellEvery = TimeSpan.FromMinutes(1);

    private readonly AddressRange[] _proxies = options.Value.Proxies;
    private readonly int _perAddress = options.Value.ConnectionsPerAddress;
    private readonly Lock _gate = new();
    private readonly Dictionary<ClientKey, int> _held = [];
    private int _open;
    private int _most;
    private long _told;

    /// <summary>Addresses that hold one.</summary>
    public int Addresses
    {
        get
        {
            lock (_gate)
            {
                return _held.Count;
            }
        }
    }

    /// <summary>How many fewer are open than there were at the most.</summary>
    public int Fallen
    {
        get
        {
            lock (_gate)
            {
                return _most - _open;
            }
        }
    }

    public void ForgetMost()
    {
        lock (_gate)
        {
            _most = _open;
        }
    }

    /// <summary>What one address may hold while so many connections are open.</summary>
    public static int Share(int most, int open)
    {
        const int Half = Limits.Connections / 2;
        var free = Limits.Connections - open;
        return free >= Half ? most : Math.Max(Math.Min(Least, most), most * Math.Max(free, 0) / Half);
    }

    /// <summary>Takes a place; false when the address holds its share.</summary>
    public bool TryEnter(IPAddress address)
    {
        var (key, isFree) = (ClientKey.Of(address), Array.Exists(_proxies, proxy => proxy.Holds(address)));
        int held;
        lock (_gate)
        {
            held = _held.GetValueOrDefault(key);
            if (isFree || held < Share(_perAddress, _open))
            {
                _held[key] = held + 1;
                _most = Math.Max(_most, ++_open);
                return true;
            }

            if (_told != 0 && clock.GetElapsedTime(_told) < TellEvery)
            {
                return false;
            }

            _told = clock.GetTimestamp();
        }

        log.ShareUsedUp(address.ToString(), held);
        return false;
    }

    public void Leave(IPAddress address)
    {
        var key = ClientKey.Of(address);
        lock (_gate)
        {
            _open--;
            if (--_held[key] == 0)
            {
                _held.Remove(key);
            }
        }
    }
}
