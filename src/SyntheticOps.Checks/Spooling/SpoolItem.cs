using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace SyntheticOps.Checks.Spooling;

/// <summary>What waits for the collector: an OTLP trace request or an artifact of a run.</summary>
/// <param name="Name">Name of the artifact; for spans the check's.</param>
internal sealed record SpoolItem(SpoolKind Kind, DateTimeOffset At, string RunId, string Name, string MediaType, ReadOnlyMemory<byte> Body)
{
    private const int FrameLength = 8;

    /// <summary>The record on disk: length (u32 LE), CRC32C of the payload (u32 LE), payload.</summary>
    public byte[] Encode()
    {
        using var stream = new MemoryStream(Body.Length + 256);
        stream.SetLength(FrameLength);
        stream.Position = FrameLength;
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write((byte)Kind);
            writer.Write(At.ToUnixTimeMilliseconds());
            writer.Write(RunId);
            writer.Write(Name);
            writer.Write(MediaType);
            writer.Write(Body.Span);
        }

        var record = stream.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)(record.Length - FrameLength));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(4), Crc32C(record.AsSpan(FrameLength)));
        return record;
    }

    /// <summary>Null when the record is torn or damaged.</summary>
    public static SpoolItem? Decode(byte[] record)
    {
        if (record.Length <= FrameLength
            || BinaryPrimitives.ReadUInt32LittleEndian(record) != record.Length - FrameLength
            || BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(4)) != Crc32C(record.AsSpan(FrameLength)))
        {
            return null;
        }

        try
        {
            using var stream = new MemoryStream(record, FrameLength, record.Length - FrameLength);
            using var reader = new BinaryReader(stream, Encoding.UTF8);
            var kind = (SpoolKind)reader.ReadByte();
            var at = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());
            var (run, name, type) = (reader.ReadString(), reader.ReadString(), reader.ReadString());
            return new SpoolItem(kind, at, run, name, type, record.AsMemory(FrameLength + (int)stream.Position));
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Kind and run of a record that may be damaged further on; null when not even that can be read.</summary>
    public static (SpoolKind Kind, string RunId)? Peek(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var reader = new BinaryReader(stream, Encoding.UTF8);
            stream.Position = FrameLength;
            var kind = (SpoolKind)reader.ReadByte();
            reader.ReadInt64();
            return (kind, reader.ReadString());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (var one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return ~crc;
    }
}
