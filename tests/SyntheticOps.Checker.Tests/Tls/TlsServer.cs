using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace SyntheticOps.Checker.Tests.Tls;

/// <summary>A server that does something with every connection, on a port of its own.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private int _connections;

    public TlsServer(Func<NetworkStream, CancellationToken, Task> serve)
    {
        _listener.Start();
        _serving = ServeAsync(serve);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => _connections;

    /// <summary>The platform's TLS, with the leaf and what is to be sent above it.</summary>
    public static TlsServer Of(X509Certificate2 leaf, X509Certificate2[] above, SslProtocols protocols = SslProtocols.None, params SslApplicationProtocol[] alpn)
    {
        var context = SslStreamCertificateContext.Create(leaf, [.. above], offline: true);
        return Of(new SslServerAuthenticationOptions { ServerCertificateContext = context, EnabledSslProtocols = protocols, ApplicationProtocols = alpn.Length == 0 ? null : [.. alpn] });
    }

    public static TlsServer Of(SslServerAuthenticationOptions options) => new(async (stream, token) =>
    {
        await using var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(options, token);
        await secure.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, token);
    });

    /// <summary>
    /// Sends the same bytes to everybody, once their hello has come, and waits for them to go; or ends its side first. What is left
    /// of their hello is read, or the system would reset the connection and take back what was said.
    /// </summary>
    public static TlsServer Saying(byte[] bytes, bool close = false) => new(async (stream, token) =>
    {
        await stream.ReadAtLeastAsync(new byte[16], 16, throwOnEndOfStream: false, token);
        await stream.WriteAsync(bytes, token);
        if (close)
        {
            stream.Socket.Shutdown(SocketShutdown.Send);
        }

        await stream.CopyToAsync(Stream.Null, token);
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync(Func<NetworkStream, CancellationToken, Task> serve)
    {
        var all = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                all.Add(OneAsync(socket, serve));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(all);
        }
    }

    private async Task OneAsync(Socket socket, Func<NetworkStream, CancellationToken, Task> serve)
    {
        await Task.Yield();
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await serve(stream, _stop.Token);
        }
        catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The probe went away, as it does after most hellos.
        }
    }
}
