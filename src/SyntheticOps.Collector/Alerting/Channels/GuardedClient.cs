using System.Net;
using System.Net.Sockets;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;

namespace SyntheticOps.Collector.Alerting.Channels;

/// <summary>
/// An HTTP client for addresses that others chose: it decides on the address it connects to, follows no redirect, takes no
/// proxy from the environment and keeps no cookies.
/// </summary>
internal static class GuardedClient
{
    public static HttpClient Create(Func<IPEndPoint, bool> allows) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        MaxResponseHeadersLength = 64,
        ConnectTimeout = WebhookChannel.TimeLimit,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // Contexts of traces of ours are nobody else's business.
        ActivityHeadersPropagator = null,
        ConnectCallback = (context, token) => ConnectAsync(context.DnsEndPoint, allows, token),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Public, or named by the channel's `reach`; link-local and metadata never.</summary>
    public static bool IsAllowed(IPEndPoint peer, IReadOnlyList<ReachRule> reach) =>
        AddressPolicy.IsPublic(peer.Address)
        || (!AddressPolicy.IsAlwaysDenied(peer.Address) && reach.Any(rule => rule.Allows(peer)));

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, Func<IPEndPoint, bool> allows, CancellationToken token)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(target.Host, token);
        var allowed = addresses.Where(address => allows(new IPEndPoint(address, target.Port))).ToArray();
        if (allowed.Length == 0)
        {
            throw new AddressDeniedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The target resolves to addresses that may not be reached. Carries no address: it is part of a secret.</summary>
internal sealed class AddressDeniedException() : Exception("The address is not allowed.");
