using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SyntheticOps.Checker.Tests.Http;

/// <summary>A TCP or TLS server on a free loopback port that says exactly what a test tells it to, well-formed or not.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Stream, int, CancellationToken, Task> _serve;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;
    private int _connections;

    /// <param name="at">Where to listen; a free port of 127.0.0.1 by default.</param>
    public RawServer(Func<Stream, int, CancellationToken, Task> serve, X509Certificate2? certificate = null, IPEndPoint? at = null)
    {
        _listener = new TcpListener(at ?? new IPEndPoint(IPAddress.Loopback, 0));
        (_serve, _certificate) = (serve, certificate);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Answers each request with the same text; {0} is this server's port.</summary>
    public RawServer(string answer, X509Certificate2? certificate = null, IPEndPoint? at = null)
        : this((stream, _, token) => stream.WriteAsync(Encoding.Latin1.GetBytes(answer), token).AsTask(), certificate, at)
    {
    }

    /// <summary>What to answer to a request, made from its own head; instead of the text that was given.</summary>
    public Func<string, string>? Answer { get; init; }

    /// <summary>Whether it waits for a request before it answers.</summary>
    public bool ReadsHead { get; init; } = true;

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url => new($"{(_certificate is null ? "http" : "https")}://127.0.0.1:{Port}/");

    /// <summary>Connections taken so far: one attempt is one of them.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Head of each request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = ServeAsync(client, Interlocked.Increment(ref _connections));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client, int number)
    {
        try
        {
            using (client)
            {
                Stream stream = client.GetStream();
                if (_certificate is not null)
                {
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
                    stream = secure;
                }

                await using (stream)
                {
                    var head = ReadsHead ? await ReadHeadAsync(stream) : "";
                    if (head.Length > 0)
                    {
                        Requests.Enqueue(head);
                    }

                    await (Answer is null ? _serve(stream, number, _stop.Token) : stream.WriteAsync(Encoding.Latin1.GetBytes(Answer(head)), _stop.Token).AsTask());
                    await stream.FlushAsync(_stop.Token);
                    client.Client.Shutdown(SocketShutdown.Send);
                    await Task.Delay(50, _stop.Token);
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The probe went away, as it should after a fault.
        }
    }

    private async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0)
            {
                break;
            }

            head.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return head.ToString();
    }
}
