using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;

namespace SyntheticOps.Gateway.Webhooks;

/// <summary>A webhook as it arrived, with what it takes to hand it on as if it arrived now.</summary>
internal sealed record StoredWebhook
{
    /// <summary>Tells our files from others', "SWH1".</summary>
    private const uint Magic = 0x31485753;

    private const int FrameLength = 12;

    /// <summary>Ours, for the API.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the webhook route.</summary>
    public required string Route { get; init; }

    /// <summary>The sender's id of the event; null when it has none.</summary>
    public string? EventId { get; init; }

    public required DateTimeOffset Received { get; init; }

    /// <summary>YARP's route, whose transforms and cluster hold at the replay too.</summary>
    public required string ProxyRoute { get; init; }

    public required string Scheme { get; init; }

    public required string Host { get; init; }

    public required string Path { get; init; }

    public required string Query { get; init; }

    /// <summary>The sender's address, for X-Forwarded-For.</summary>
    public string? Peer { get; init; }

    /// <summary>Without the signature, what YARP sets, and what belongs to the connection.</summary>
    public required Dictionary<string, string[]> Headers { get; init; }

    /// <summary>The signature that we verified.</summary>
    public required string Signature { get; init; }

    public string? TraceParent { get; init; }

    /// <summary>Why it was put aside; null while it waits.</summary>
    public string? DeadBecause { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>The record on disk: magic, length and CRC32C of the payload (u32 LE each), payload (JSON).</summary>
    public byte[] Encode()
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(this, WebhookJson.Options);
        var record = new byte[FrameLength + payload.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(record, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(4), (uint)payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Crc32C(payload));
        payload.CopyTo(record, FrameLength);
        return record;
    }

    /// <summary>Null when the record is torn or damaged.</summary>
    public static StoredWebhook? Decode(ReadOnlySpan<byte> record)
    {
        if (record.Length <= FrameLength
            || BinaryPrimitives.ReadUInt32LittleEndian(record) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(record[4..]) != record.Length - FrameLength
            || BinaryPrimitives.ReadUInt32LittleEndian(record[8..]) != Crc32C(record[FrameLength..]))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<StoredWebhook>(record[FrameLength..], WebhookJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
