using System.Buffers.Binary;

namespace SyntheticOps.Checker.Http;

/// <summary>
/// Looks at a gzip stream as it passes: the framework takes one that ends too early for a short one. The last four bytes are the
/// length (RFC 1952 section 2.3.1); of several members only the last has its own there, so then nothing is said.
/// </summary>
internal sealed class GzipTail(Stream inner) : Stream
{
    private const int TrailerLength = 8;

    private readonly byte[] _last = new byte[TrailerLength];
    private long _passed;
    private bool _several;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Whether the stream had an end that names that length; also when nothing passed.</summary>
    public bool Fits(long length) => _passed == 0 || _several || (_passed >= TrailerLength && BinaryPrimitives.ReadUInt32LittleEndian(_last.AsSpan(4)) == (uint)length);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Note(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Note(ReadOnlySpan<byte> bytes)
    {
        _several |= bytes[(_passed == 0 ? Math.Min(1, bytes.Length) : 0)..].IndexOf((ReadOnlySpan<byte>)[0x1f, 0x8b, 0x08]) >= 0;
        _passed += bytes.Length;
        if (bytes.Length >= TrailerLength)
        {
            bytes[^TrailerLength..].CopyTo(_last);
        }
        else
        {
            _last.AsSpan(bytes.Length).CopyTo(_last);
            bytes.CopyTo(_last.AsSpan(TrailerLength - bytes.Length));
        }
    }
}
