using System.Buffers;
using System.Buffers.Binary;

namespace SyntheticOps.Checker.Tls.Wire;

/// <summary>Writes numbers and length-prefixed vectors in network order (RFC 8446 section 3).</summary>
internal sealed class ByteWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(512);

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public ByteWriter Add(params ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public ByteWriter Add16(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.GetSpan(2), (ushort)value);
        _bytes.Advance(2);
        return this;
    }

    /// <summary>A vector whose length takes 1, 2 or 3 bytes.</summary>
    public ByteWriter AddVector(int lengthBytes, Action<ByteWriter> write)
    {
        var inner = new ByteWriter();
        write(inner);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, inner._bytes.WrittenCount);
        _bytes.Write(length[(4 - lengthBytes)..]);
        _bytes.Write(inner._bytes.WrittenSpan);
        return this;
    }
}
