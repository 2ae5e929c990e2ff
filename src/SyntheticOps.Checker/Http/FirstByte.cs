using System.Net.Security;
using System.Net.Sockets;

namespace SyntheticOps.Checker.Http;

/// <summary>When the first byte of an answer came.</summary>
internal sealed class FirstByte(TimeProvider clock)
{
    /// <summary>Null before it came.</summary>
    public long? At { get; private set; }

    public NetworkStream Watch(Socket socket) => new Plain(socket, this);

    /// <summary>The handler takes a ready SslStream as it is, so it is the stream itself that must tell.</summary>
    public SslStream Watch(Stream inner) => new Secure(inner, this);

    private int Note(int read)
    {
        if (read > 0)
        {
            At ??= clock.GetTimestamp();
        }

        return read;
    }

    private sealed class Plain(Socket socket, FirstByte first) : NetworkStream(socket, ownsSocket: true)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            first.Note(await base.ReadAsync(buffer, cancellationToken));
    }

    private sealed class Secure(Stream inner, FirstByte first) : SslStream(inner, leaveInnerStreamOpen: false)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            first.Note(await base.ReadAsync(buffer, cancellationToken));
    }
}
