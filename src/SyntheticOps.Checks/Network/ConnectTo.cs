using System.Globalization;
using System.Net;

namespace SyntheticOps.Checks.Network;

/// <summary>
/// Where connections to a host and a port go instead: a copy of a site on another machine, or a server that is not in the
/// DNS yet. The Host header and the name in the handshake stay those of the site.
/// </summary>
public sealed class ConnectTo
{
    /// <summary>Stands for every host.</summary>
    public const string AnyHost = "*";

    private readonly Dictionary<(string Host, int Port), IPEndPoint> _places;
    private readonly ConnectTo? _otherwise;

    /// <param name="places">Hosts in A-labels or <see cref="AnyHost"/>, their ports, and where to connect to.</param>
    /// <param name="otherwise">Asked for what stands in none of them.</param>
    public ConnectTo(IEnumerable<KeyValuePair<(string Host, int Port), IPEndPoint>> places, ConnectTo? otherwise = null)
    {
        _places = [];
        foreach (var ((host, port), place) in places)
        {
            _places[(Key(host), port)] = place;
        }

        _otherwise = otherwise;
    }

    /// <summary>The place for that host, else the one for every host; null leaves it to the DNS.</summary>
    public IPEndPoint? Find(string host, int port) =>
        _places.GetValueOrDefault((Key(host), port)) ?? _places.GetValueOrDefault((AnyHost, port)) ?? _otherwise?.Find(host, port);

    /// <summary>These places first, then those.</summary>
    public ConnectTo Else(ConnectTo others) => new(_places, others);

    private static string Key(string host)
    {
        var name = host.Trim('[', ']').TrimEnd('.').ToLowerInvariant();
        try
        {
            return name.Any(character => character > 127) ? new IdnMapping().GetAscii(name) : name;
        }
        catch (ArgumentException)
        {
            return name;
        }
    }
}
