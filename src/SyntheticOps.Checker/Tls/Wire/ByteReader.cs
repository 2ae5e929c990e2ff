using System.Buffers.Binary;

namespace SyntheticOps.Checker.Tls.Wire;

/// <summary>Reads numbers and length-prefixed vectors in network order. A length that lies is <see cref="InvalidDataException"/>, nothing else.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _left = bytes;

    public readonly bool IsEmpty => _left.IsEmpty;

    public int Read8() => Take(1)[0];

    public int Read16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public int Read24()
    {
        var three = Take(3);
        return (three[0] << 16) | (three[1] << 8) | three[2];
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > _left.Length)
        {
            throw new InvalidDataException("A TLS message is shorter than it says.");
        }

        var taken = _left[..count];
        _left = _left[count..];
        return taken;
    }

    /// <summary>A vector whose length takes 1, 2 or 3 bytes.</summary>
    public ByteReader Vector(int lengthBytes) => new(Bytes(lengthBytes));

    public ReadOnlySpan<byte> Bytes(int lengthBytes) => Take(lengthBytes switch { 1 => Read8(), 2 => Read16(), _ => Read24() });
}
