using System.Net.Sockets;

namespace SyntheticOps.Checker.Dns.Client;

/// <summary>What a socket's error says about a server.</summary>
internal static class SocketFaults
{
    public static ReplyStatus Status(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused or SocketError.ConnectionReset => ReplyStatus.Refused,
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.AddressFamilyNotSupported
            or SocketError.AddressNotAvailable or SocketError.NetworkDown or SocketError.AccessDenied => ReplyStatus.NoRoute,
        SocketError.MessageSize => ReplyStatus.Malformed,
        _ => ReplyStatus.Timeout,
    };
}
