using System.Net;
using System.Net.Sockets;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Proxy;

/// <summary>
/// Resolves a name, refuses the addresses that the run must not reach, and connects to one of the others: the address that
/// was judged is the address that is connected, so that a second answer of the name server changes nothing.
/// </summary>
/// <param name="isAllowed">Judges an address with its port.</param>
/// <param name="resolve">Name resolution; the system's outside tests.</param>
internal sealed class Dialer(Func<IPEndPoint, bool> isAllowed, Func<string, CancellationToken, Task<IPAddress[]>> resolve, TimeProvider clock)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A connection, or the reason why there is none.</summary>
    public async Task<(Socket? Socket, string Reason)> ConnectAsync(string host, int port, CancellationToken token)
    {
        IPAddress[] addresses;
        try
        {
            addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await resolve(host, token);
        }
        catch (SocketException)
        {
            return (null, Reasons.NameResolutionError);
        }

        var allowed = addresses
            .Select(address => new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, port))
            .Where(isAllowed)
            .ToList();
        var reason = addresses.Length == 0 ? Reasons.NameResolutionError : Reasons.BlockedByPolicy;
        foreach (var peer in allowed)
        {
            (var socket, reason) = await TryAsync(peer, token);
            if (socket is not null)
            {
                return (socket, reason);
            }
        }

        return (null, reason);
    }

    private async Task<(Socket? Socket, string Reason)> TryAsync(IPEndPoint peer, CancellationToken token)
    {
        var socket = new Socket(peer.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = new CancellationTokenSource(ConnectTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, limit.Token);
        try
        {
            await socket.ConnectAsync(peer, either.Token);
            return (socket, "");
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !token.IsCancellationRequested))
        {
            socket.Dispose();
            return (null, e is OperationCanceledException ? Reasons.Timeout : Reasons.ConnectionError);
        }
    }
}
