using System.Net.Sockets;

namespace SyntheticOps.Checker.Tls.Wire;

/// <summary>Says one hello on a connection and listens to what comes back, until the server has said all or enough.</summary>
internal static class HelloProbe
{
    /// <summary>Every fault is a kind; a cancelled token is <see cref="HelloKind.Silent"/>.</summary>
    /// <param name="toTheEnd">Also wait for certificates, staple and key exchange of TLS 1.2 and older.</param>
    public static async Task<HelloAnswer> AskAsync(Stream stream, ClientHello hello, bool toTheEnd, CancellationToken token)
    {
        try
        {
            await stream.WriteAsync(hello.ToRecord(), token);
            return await ListenAsync(new HandshakeReader(stream), toTheEnd, token);
        }
        catch (InvalidDataException)
        {
            return new HelloAnswer(HelloKind.Malformed);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return new HelloAnswer(HelloKind.Closed);
        }
        catch (OperationCanceledException)
        {
            return new HelloAnswer(HelloKind.Silent);
        }
    }

    private static async Task<HelloAnswer> ListenAsync(HandshakeReader reader, bool toTheEnd, CancellationToken token)
    {
        HelloAnswer? answer = null;
        while (true)
        {
            var (message, end) = await reader.NextAsync(token);
            if (message is null)
            {
                return end!;
            }

            if (answer is null)
            {
                if (message.Type != ServerMessages.Hello)
                {
                    return new HelloAnswer(HelloKind.Malformed);
                }

                answer = ServerMessages.ReadHello(message.Body.Span);
            }
            else
            {
                answer = Add(answer, message);
            }

            if (!toTheEnd || answer.Version == TlsVersion.Tls13 || message.Type == ServerMessages.HelloDone)
            {
                return answer;
            }
        }
    }

    private static HelloAnswer Add(HelloAnswer answer, HandshakeMessage message) => message.Type switch
    {
        ServerMessages.Certificate => answer with { Certificates = ServerMessages.ReadCertificates(message.Body.Span) },
        ServerMessages.CertificateStatus => answer with { Staple = ServerMessages.ReadStaple(message.Body.Span) },
        ServerMessages.KeyExchange => answer with { PrimeBits = ServerMessages.ReadPrimeBits(answer.Suite, message.Body.Span) },
        _ => answer,
    };
}
