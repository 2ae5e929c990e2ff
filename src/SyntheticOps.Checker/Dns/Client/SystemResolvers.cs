using System.Net;
using System.Net.NetworkInformation;

namespace SyntheticOps.Checker.Dns.Client;

/// <summary>The resolvers that this machine itself uses (`system`).</summary>
internal static class SystemResolvers
{
    public const int Port = 53;

    private const int Most = 3;

    public static IReadOnlyList<IPEndPoint> Find() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().DnsAddresses)
            .Distinct()
            .Take(Most)
            .Select(address => new IPEndPoint(address, Port)),
    ];
}
