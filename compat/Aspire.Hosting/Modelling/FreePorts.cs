using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Modelling;

/// <summary>Finds ports that nobody listens on; never the same one twice.</summary>
internal sealed class FreePorts
{
    private readonly HashSet<int> _given = [];

    public int Next()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (_given.Add(port))
            {
                return port;
            }
        }
    }
}
