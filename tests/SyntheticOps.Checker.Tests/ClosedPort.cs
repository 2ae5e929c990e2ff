using System.Net;
using System.Net.Sockets;

namespace SyntheticOps.Checker.Tests;

/// <summary>A port of 127.0.0.1 that is held and not listened on: connections are refused, and nobody else gets it meanwhile.</summary>
internal sealed class ClosedPort : IDisposable
{
    private readonly Socket _held = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ClosedPort() => _held.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public int Port => ((IPEndPoint)_held.LocalEndPoint!).Port;

    public Uri Url => new($"http://127.0.0.1:{Port}/");

    public void Dispose() => _held.Dispose();
}
