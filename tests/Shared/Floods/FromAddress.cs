using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace SyntheticOps.Testing.Floods;

/// <summary>Connections to the gateway from any address of 127.0.0.0/8, so that attackers and a good customer are different people.</summary>
internal static class FromAddress
{
    public static async Task<Socket> ConnectAsync(Uri gateway, IPAddress from, CancellationToken token)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(IPAddress.Loopback, gateway.Port, token);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static async Task<SslStream> ConnectTlsAsync(Uri gateway, IPAddress from, SslApplicationProtocol protocol, CancellationToken token)
    {
        var tls = new SslStream(new NetworkStream(await ConnectAsync(gateway, from, token), ownsSocket: true));
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "localhost", ApplicationProtocols = [protocol], RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost" }, token);
        return tls.NegotiatedApplicationProtocol == protocol ? tls : throw new InvalidOperationException($"The server chose {tls.NegotiatedApplicationProtocol}, not {protocol}.");
    }

    /// <summary>HTTP/1.1, over TLS when the gateway is: sends text.</summary>
    public static async Task<Stream> SendAsync(Uri gateway, string from, string text, CancellationToken token)
    {
        var address = IPAddress.Parse(from);
        Stream stream = gateway.Scheme == Uri.UriSchemeHttps
            ? await ConnectTlsAsync(gateway, address, SslApplicationProtocol.Http11, token)
            : new NetworkStream(await ConnectAsync(gateway, address, token), ownsSocket: true);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), token);
        return stream;
    }

    /// <summary>All that comes until the other side closes or resets.</summary>
    public static async Task<string> ReadToEndAsync(Stream stream, CancellationToken token)
    {
        var (text, buffer) = (new StringBuilder(), new byte[4096]);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, token)) > 0)
            {
                text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // reset: an end as well
        }

        return text.ToString();
    }
}
