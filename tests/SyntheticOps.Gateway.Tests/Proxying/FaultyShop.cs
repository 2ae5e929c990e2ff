using System.Net.Sockets;
using System.Text;
using SyntheticOps.Gateway.Tests.Hosting;

namespace SyntheticOps.Gateway.Tests.Proxying;

/// <summary>A shop that answers each request with the same fault; its own listener and bytes, so that no server's good manners are in the way.</summary>
internal sealed class FaultyShop(string fault) : BareServer
{
    private const string Good = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nshop";

    private int _asked;

    /// <summary>Nobody listens at the address of one that is down.</summary>
    public override string Url => fault == "down" ? "http://127.0.0.1:1" : base.Url;

    protected override async Task ServeAsync(Socket socket)
    {
        var buffer = new byte[8192];
        while (await socket.ReceiveAsync(buffer, Stopped) > 0 && await AnswerAsync(socket))
        {
            // the next request
        }
    }

    /// <returns>Whether the connection stays open.</returns>
    private async Task<bool> AnswerAsync(Socket socket)
    {
        switch (fault)
        {
            case "reset":
                socket.LingerState = new LingerOption(true, 0);
                return false;
            case "hang":
                await ForeverAsync();
                return false;
            case "slow first byte":
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stopped);
                await SendAsync(socket, Good);
                return true;
            case "slow body":
                await SendAsync(socket, Good[..^4]);
                foreach (var letter in Good[^4..])
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Stopped);
                    await SendAsync(socket, letter.ToString());
                }

                return true;
            case "stalled body":
                await SendAsync(socket, Good[..^2]);
                await ForeverAsync();
                return false;
            case "garbage":
                await SendAsync(socket, "SSH-2.0-OpenSSH_9.2\r\n");
                return false;
            case "huge header":
                await SendAsync(socket, $"HTTP/1.1 200 OK\r\nX: {new string('x', 1024 * 1024)}\r\n\r\n");
                return false;
            case "truncated":
                await SendAsync(socket, Good[..^2]);
                return false;
            case "closes at random":
                await SendAsync(socket, Good);
                return Interlocked.Increment(ref _asked) % 3 != 0;
            case "1xx flood":
                var flood = string.Concat(Enumerable.Repeat("HTTP/1.1 103 Early Hints\r\n\r\n", 100));
                while (true)
                {
                    await SendAsync(socket, flood);
                }

            default:
                throw new InvalidOperationException(fault);
        }
    }

    private Task ForeverAsync() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Stopped);

    private async Task SendAsync(Socket socket, string text)
    {
        for (ReadOnlyMemory<byte> rest = Encoding.ASCII.GetBytes(text); !rest.IsEmpty;)
        {
            rest = rest[await socket.SendAsync(rest, Stopped)..];
        }
    }
}
