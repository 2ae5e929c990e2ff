using System.Net;
using System.Net.Sockets;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks.Network;

/// <summary>
/// The one way by which probes reach the network: resolves once, judges the addresses, connects to one of them and to
/// nothing else. A name that answers differently a second time is never asked a second time.
/// </summary>
/// <param name="resolve">Finds the addresses of a name; the system's resolver by default.</param>
/// <param name="connectTo">Other places to connect to; whoever names one there allows it.</param>
public sealed class ProbeDialer(TimeProvider clock, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null, ConnectTo? connectTo = null)
{
    /// <summary>An address that does not answer yields to the next one after this; the last one has the run's whole time.</summary>
    private static readonly TimeSpan PatienceWithOneOfMany = TimeSpan.FromSeconds(2);

    private const int MaximumAddresses = 4;

    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <summary>Connects, or says why not. Only cancellation is an exception.</summary>
    public async Task<Dial> ConnectAsync(Site site, string host, int port, CancellationToken token)
    {
        var dial = await ResolveAsync(site, host, port, token);
        return await ConnectAsync(dial, port, token);
    }

    /// <summary>Resolves and judges without connecting: the addresses that may be connected to.</summary>
    public async Task<Dial> ResolveAsync(Site site, string host, int port, CancellationToken token)
    {
        var dial = new Dial { Host = host, Started = clock.GetTimestamp() };
        if (connectTo?.Find(host, port) is { } place)
        {
            dial = dial with { Resolved = clock.GetTimestamp() };
            return AddressPolicy.IsAlwaysDenied(place.Address)
                ? dial with { Failure = Blocked(site, host, place) }
                : dial with { Addresses = [place.Address], Port = place.Port };
        }

        IPAddress[] found;
        try
        {
            found = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await _resolve(host, token);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            return dial with { Resolved = clock.GetTimestamp(), Failure = NotResolved(host, e as SocketException) };
        }

        var allowed = found.Where(address => AddressPolicy.Allows(site, new IPEndPoint(address, port))).Take(MaximumAddresses).ToArray();
        dial = dial with { Resolved = clock.GetTimestamp(), Addresses = allowed };
        return allowed.Length > 0
            ? dial
            : dial with { Failure = found.Length == 0 ? NotResolved(host, null) : Blocked(site, host, new IPEndPoint(found[0], port)) };
    }

    /// <summary>Connects to one of the addresses that were found and allowed.</summary>
    public async Task<Dial> ConnectAsync(Dial dial, int port, CancellationToken token)
    {
        if (dial.Failure is not null)
        {
            return dial;
        }

        SocketException? last = null;
        for (var i = 0; i < dial.Addresses.Count; i++)
        {
            var peer = new IPEndPoint(dial.Addresses[i], dial.Port ?? port);
            var (socket, error) = await TryAsync(peer, i == dial.Addresses.Count - 1, token);
            if (socket is not null)
            {
                return dial with { Socket = socket, Peer = peer, Connected = clock.GetTimestamp() };
            }

            (last, dial) = (error, dial with { Peer = peer });
        }

        var tried = dial.Peer?.ToString() ?? "";
        var why = last?.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => Saying.Of("dial.refused", tried),
            SocketError.NetworkUnreachable or SocketError.HostUnreachable => Saying.Of("dial.no-route", tried),
            SocketError.TimedOut or null => Saying.Of("dial.silent", tried),
            var code => Saying.Of("dial.error", tried, code.Value.ToString()),
        };
        // Only this host's own routing table says that: a network that is down, or a host without IPv6, is the probe's lack.
        var ours = last?.SocketErrorCode is SocketError.NetworkUnreachable or SocketError.NetworkDown;
        var family = dial.Addresses.All(address => address.AddressFamily == AddressFamily.InterNetworkV6) ? "dial.no-way-6" : "dial.no-way";
        return dial with
        {
            Connected = clock.GetTimestamp(),
            Failure = ours ? new DialFailure(Outcome.Unknown, Reasons.CannotVerify, Saying.Of(family, dial.Host)) : new DialFailure(Outcome.Down, Reasons.ConnectionError, Saying.Of("dial.failed", dial.Host, why)),
        };
    }

    private async Task<(Socket? Socket, SocketException? Error)> TryAsync(IPEndPoint peer, bool last, CancellationToken token)
    {
        using var patience = last ? null : new CancellationTokenSource(PatienceWithOneOfMany, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, patience?.Token ?? CancellationToken.None);
        var socket = new Socket(peer.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(peer, either.Token);
            return (socket, null);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            return (null, e);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            socket.Dispose();
            return (null, null);
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A name that does not exist is the site's fault; a resolver that does not answer is ours.</summary>
    private static DialFailure NotResolved(string host, SocketException? e) =>
        e?.SocketErrorCode is SocketError.TryAgain or SocketError.NoRecovery or SocketError.TimedOut
            ? new DialFailure(Outcome.Unknown, Reasons.ResolverError, Saying.Of("dial.resolver", host))
            : new DialFailure(Outcome.Down, Reasons.NameResolutionError, Saying.Of("dial.no-address", host));

    private static DialFailure Blocked(Site site, string host, IPEndPoint peer) => new(
        Outcome.Unknown,
        Reasons.BlockedByPolicy,
        AddressPolicy.IsAlwaysDenied(peer.Address)
            ? Saying.Of("dial.never", host, peer.Address.ToString())
            : Saying.Of("dial.private", host, peer.Address.ToString(), peer.ToString(), site.Name));
}
