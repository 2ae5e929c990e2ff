using System.Net.Security;
using System.Net.Sockets;
using SyntheticOps.Checker.Tls.Wire;
using SyntheticOps.Checks.Network;

namespace SyntheticOps.Checker.Tls;

/// <summary>Connections to one server: the name was resolved and judged once, and no more than three hellos are out at a time, beside the complete handshake.</summary>
internal sealed class TlsLine(ProbeDialer dialer, TimeProvider clock, Dial resolved, TlsTarget target) : IDisposable
{
    /// <summary>A firewall that swallows an old or odd hello costs no more than this.</summary>
    private static readonly TimeSpan SideLimit = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _places = new(3);

    public void Dispose() => _places.Dispose();

    /// <summary>Offers one version with some suites on a connection of its own.</summary>
    public async Task<HelloAnswer> AskAsync(TlsVersion version, IReadOnlyList<TlsCipherSuite> suites, bool toTheEnd, CancellationToken token)
    {
        try
        {
            await _places.WaitAsync(token);
        }
        catch (OperationCanceledException)
        {
            return new HelloAnswer(HelloKind.Silent);
        }

        using var limit = new CancellationTokenSource(SideLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        try
        {
            var dial = await dialer.ConnectAsync(resolved, target.Port, either.Token);
            return dial.Socket is { } socket
                ? await AskAsync(socket, version, suites, toTheEnd, either.Token)
                : new HelloAnswer(HelloKind.NotConnected);
        }
        catch (OperationCanceledException)
        {
            return new HelloAnswer(HelloKind.NotConnected);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>The same on a connection that stands; it is closed afterwards.</summary>
    public async Task<HelloAnswer> AskAsync(Socket socket, TlsVersion version, IReadOnlyList<TlsCipherSuite> suites, bool toTheEnd, CancellationToken token)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        return await HelloProbe.AskAsync(stream, new ClientHello(version, suites, target.Host), toTheEnd, token);
    }

    /// <summary>A connection for a complete handshake; null when there is none.</summary>
    public async Task<Socket?> ConnectAsync(CancellationToken token) => (await dialer.ConnectAsync(resolved, target.Port, token)).Socket;
}
