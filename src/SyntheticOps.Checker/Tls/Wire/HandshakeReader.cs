using System.Buffers;

namespace SyntheticOps.Checker.Tls.Wire;

/// <summary>Takes records off a connection and puts handshake messages together (RFC 8446 section 5.1), bounded in bytes.</summary>
internal sealed class HandshakeReader(Stream stream)
{
    /// <summary>Of a whole chain; OpenSSL and browsers draw the line at about the same place.</summary>
    public const int MaximumBytes = 100 * 1024;

    private const int RecordLimit = 16384 + 256;
    private const int AlertRecord = 21;
    private const int HandshakeRecord = 22;
    private const int WarningLevel = 1;

    private readonly ArrayBufferWriter<byte> _pending = new();
    private readonly byte[] _head = new byte[5];
    private int _received;

    /// <summary>The next handshake message; otherwise why there is none.</summary>
    public async ValueTask<(HandshakeMessage? Message, HelloAnswer? End)> NextAsync(CancellationToken token)
    {
        while (true)
        {
            if (Complete() is { } message)
            {
                return (message, null);
            }

            if (DeclaresTooMuch())
            {
                return (null, new HelloAnswer(HelloKind.TooLong));
            }

            if (await ReadRecordAsync(token) is { } end)
            {
                return (null, end);
            }
        }
    }

    private async ValueTask<HelloAnswer?> ReadRecordAsync(CancellationToken token)
    {
        var got = await stream.ReadAtLeastAsync(_head, _head.Length, throwOnEndOfStream: false, token);
        if (got == 0)
        {
            return new HelloAnswer(HelloKind.Closed);
        }

        var length = (_head[3] << 8) | _head[4];
        if (got < _head.Length || _head[0] is < 20 or > 24 || _head[1] != 3 || length > RecordLimit)
        {
            return new HelloAnswer(_received == 0 ? HelloKind.NotTls : HelloKind.Malformed);
        }

        _received += length;
        if (_received > MaximumBytes + RecordLimit)
        {
            return new HelloAnswer(HelloKind.TooLong);
        }

        var body = new byte[length];
        if (await stream.ReadAtLeastAsync(body, length, throwOnEndOfStream: false, token) < length)
        {
            return new HelloAnswer(HelloKind.Closed);
        }

        return Take(body);
    }

    private HelloAnswer? Take(byte[] body)
    {
        switch (_head[0])
        {
            case HandshakeRecord:
                _pending.Write(body);
                return null;
            case AlertRecord when body is [var level, var number]:
                return level == WarningLevel && number != 0 ? null : new HelloAnswer(HelloKind.Refused) { Alert = number };
            default:
                return new HelloAnswer(HelloKind.Malformed);
        }
    }

    private bool DeclaresTooMuch() => Declared() is { } length && length > MaximumBytes;

    private int? Declared()
    {
        var bytes = _pending.WrittenSpan;
        return bytes.Length < 4 ? null : (bytes[1] << 16) | (bytes[2] << 8) | bytes[3];
    }

    private HandshakeMessage? Complete()
    {
        if (Declared() is not { } length || length > MaximumBytes || _pending.WrittenCount < length + 4)
        {
            return null;
        }

        var all = _pending.WrittenSpan.ToArray();
        _pending.ResetWrittenCount();
        _pending.Write(all.AsSpan(length + 4));
        return new HandshakeMessage(all[0], all.AsMemory(4, length));
    }
}

/// <summary>One handshake message without its head.</summary>
internal sealed record HandshakeMessage(int Type, ReadOnlyMemory<byte> Body);
