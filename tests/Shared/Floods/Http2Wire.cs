using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Text;

namespace SyntheticOps.Testing.Floods;

/// <summary>A client of HTTP/2 that keeps no rule of it: it writes the frames that a test makes (RFC 9113 section 4) and reads what comes back.</summary>
internal sealed class Http2Wire : IAsyncDisposable
{
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte RstStream = 3;
    public const byte Settings = 4;
    public const byte Ping = 6;
    public const byte GoAway = 7;
    public const byte Continuation = 9;
    public const byte EndStream = 1;
    public const byte EndHeaders = 4;

    private readonly Stream _stream;
    private bool _isAtEnd;

    private Http2Wire(Stream stream) => _stream = stream;

    /// <summary>Connected, ALPN `h2` negotiated, preface and empty SETTINGS sent.</summary>
    public static async Task<Http2Wire> ConnectAsync(Uri gateway, string from, CancellationToken token)
    {
        var wire = new Http2Wire(await FromAddress.ConnectTlsAsync(gateway, IPAddress.Parse(from), SslApplicationProtocol.Http2, token));
        await wire.SendAsync((byte[])[.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Settings, 0, 0, [])], token);
        return wire;
    }

    public static byte[] Frame(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[9 + payload.Length];
        frame[0] = (byte)(payload.Length >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(1), (ushort)payload.Length);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(9));
        return frame;
    }

    /// <summary>HEADERS of a GET.</summary>
    public static byte[] Get(int stream, string path, byte flags = EndStream | EndHeaders) => Frame(Headers, flags, stream, Block(path));

    /// <summary>The four pseudo headers: two of the static table, two literal (RFC 7541 section 6.2.2).</summary>
    public static byte[] Block(string path) => [0x82, 0x87, .. Literal([0x04], path), .. Literal([0x01], "localhost")];

    /// <summary>A field whose name is given as its first bytes, value up to 16 KiB.</summary>
    public static byte[] Literal(byte[] name, string value)
    {
        var length = value.Length < 127 ? (byte[])[(byte)value.Length] : [127, (byte)(((value.Length - 127) & 127) | 128), (byte)((value.Length - 127) >> 7)];
        return [.. name, .. length, .. Encoding.ASCII.GetBytes(value)];
    }

    public static byte[] Reset(int stream) => Frame(RstStream, 0, stream, [0, 0, 0, 8]);

    /// <summary>False when the other side is gone.</summary>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> frames, CancellationToken token)
    {
        try
        {
            await _stream.WriteAsync(frames, token);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The next frame; null when the connection has ended.</summary>
    public async Task<(byte Type, byte Flags, int Stream, byte[] Payload)?> ReadAsync(CancellationToken token)
    {
        if (_isAtEnd)
        {
            return null;
        }

        try
        {
            var head = new byte[9];
            await _stream.ReadExactlyAsync(head, token);
            var payload = new byte[(head[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(1))];
            await _stream.ReadExactlyAsync(payload, token);
            return (head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)) & int.MaxValue, payload);
        }
        catch (IOException)
        {
            _isAtEnd = true;
            return null;
        }
    }

    /// <summary>Reads to the end of the connection, or until enough came: the code of its GOAWAY (RFC 9113 section 7), -1 without one, and what each stream got first.</summary>
    public async Task<(int GoAway, Dictionary<int, string> Streams)> ReadAsync(Func<Dictionary<int, string>, bool> isEnough, CancellationToken token)
    {
        var (code, streams) = (-1, new Dictionary<int, string>());
        while (!isEnough(streams) && await ReadAsync(token) is { } frame)
        {
            code = frame.Type == GoAway ? BinaryPrimitives.ReadInt32BigEndian(frame.Payload.AsSpan(4)) : code;
            if (frame.Type is Headers or RstStream)
            {
                streams.TryAdd(frame.Stream, frame.Type == Headers ? Status(frame.Payload) : $"reset {BinaryPrimitives.ReadInt32BigEndian(frame.Payload)}");
            }
        }

        return (code, streams);
    }

    public Task<(int GoAway, Dictionary<int, string> Streams)> ReadToEndAsync(CancellationToken token) => ReadAsync(_ => false, token);

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    /// <summary>:status comes first: an index of the static table, or a literal with its name (RFC 7541 appendix A).</summary>
    private static string Status(ReadOnlySpan<byte> block)
    {
        while (block[0] is >= 0x20 and < 0x40)
        {
            block = block[1..]; // a new size of the dynamic table
        }

        return block[0] switch
        {
            0x88 => "200",
            0x89 => "204",
            0x8a => "206",
            0x8b => "304",
            0x8c => "400",
            0x8d => "404",
            0x8e => "500",
            _ => Encoding.ASCII.GetString(block.Slice(2, 3)),
        };
    }
}
