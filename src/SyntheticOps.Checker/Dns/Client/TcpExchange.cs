using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Client;

/// <summary>One question over TCP (RFC 7766): two octets of length, then exactly so many. The deadline is the caller's token.</summary>
internal static class TcpExchange
{
    /// <summary>Messages that answer something else and are passed over; a server that sends more is broken.</summary>
    private const int Patience = 16;

    public static async Task<DnsReply> RunAsync(
        IPEndPoint server, ushort id, DnsQuestion question, QueryFlags flags, CancellationToken token)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server, token);
        }
        catch (SocketException e)
        {
            return new DnsReply(server, SocketFaults.Status(e), TimeSpan.Zero) { OverTcp = true };
        }

        try
        {
            using var stream = new NetworkStream(socket);
            var query = QueryWriter.Write(id, question, flags);
            await stream.WriteAsync((byte[])[(byte)(query.Length >> 8), (byte)query.Length, .. query], token);
            return await ReadAsync(server, stream, id, question, token);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return Broken(server);
        }
    }

    private static async Task<DnsReply> ReadAsync(IPEndPoint server, NetworkStream stream, ushort id, DnsQuestion question, CancellationToken token)
    {
        var prefix = new byte[2];
        for (var i = 0; i < Patience; i++)
        {
            await stream.ReadExactlyAsync(prefix, token);
            var length = BinaryPrimitives.ReadUInt16BigEndian(prefix);
            if (length == 0)
            {
                return Broken(server);
            }

            var octets = new byte[length];
            await stream.ReadExactlyAsync(octets, token);
            var status = ReplyMatch.Judge(octets, id, question, out var message, out var fault);
            if (status != ReplyStatus.Timeout)
            {
                return new DnsReply(server, status, TimeSpan.Zero) { Message = message, Fault = fault, OverTcp = true, Size = length };
            }
        }

        return Broken(server);
    }

    private static DnsReply Broken(IPEndPoint server) => new(server, ReplyStatus.TcpBroken, TimeSpan.Zero) { OverTcp = true };
}
