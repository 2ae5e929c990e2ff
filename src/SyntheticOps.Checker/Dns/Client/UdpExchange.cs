using System.Buffers;
using System.Net;
using System.Net.Sockets;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Client;

/// <summary>
/// One datagram out and the first that answers it back. The socket is connected, so the kernel drops what comes from any
/// other address or port; what does not match is passed over until the deadline, which is the caller's token.
/// </summary>
internal static class UdpExchange
{
    /// <summary>A server may send more than was offered.</summary>
    private const int LargestDatagram = 65_535;

    public static async Task<DnsReply> RunAsync(
        IPEndPoint server, ushort id, DnsQuestion question, QueryFlags flags, CancellationToken token)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        var buffer = ArrayPool<byte>.Shared.Rent(LargestDatagram);
        var (seen, faultSeen) = (ReplyStatus.Timeout, WireFault.None);
        try
        {
            await socket.ConnectAsync(server, token);
            await socket.SendAsync(QueryWriter.Write(id, question, flags), token);
            while (true)
            {
                var length = await socket.ReceiveAsync(buffer.AsMemory(0, LargestDatagram), token);
                var status = ReplyMatch.Judge(buffer.AsSpan(0, length), id, question, out var message, out var fault);
                if (status == ReplyStatus.Answered)
                {
                    return new DnsReply(server, status, TimeSpan.Zero) { Message = message, Size = length };
                }

                (seen, faultSeen) = status == ReplyStatus.Timeout ? (seen, faultSeen) : (status, fault);
            }
        }
        catch (OperationCanceledException) when (seen != ReplyStatus.Timeout)
        {
            return new DnsReply(server, seen, TimeSpan.Zero) { Fault = faultSeen };
        }
        catch (SocketException e)
        {
            return new DnsReply(server, SocketFaults.Status(e), TimeSpan.Zero);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
