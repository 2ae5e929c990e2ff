using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace EndToEnd.Tests.Running;

/// <summary>A port that nobody listens on at this moment, below the range from which the system takes ports for connections: it is opened later, and perhaps again.</summary>
internal static class FreePort
{
    private static readonly HashSet<int> Given = [];

    public static int Next()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(12_000, 30_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Any, port);
                listener.Start();
                if (Given.Add(port))
                {
                    return port;
                }
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }
}
