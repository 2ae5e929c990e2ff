using Google.Protobuf.Reflection;

namespace SyntheticOps.Collector.Receiving.Decoding;

/// <summary>
/// Walks a protobuf body without allocating and counts what parsing would make: two bytes on the wire become an object of
/// 200, so a limit of bytes alone would not protect the memory. Total: any bytes give a verdict.
/// </summary>
internal ref struct WireScan
{
    private const int MaximumVarint = 10;

    private readonly ReadOnlySpan<byte> _body;
    private MessageCount _count;

    private WireScan(ReadOnlySpan<byte> body) => _body = body;

    public static Refusal? Check(ReadOnlySpan<byte> body, MessageDescriptor type)
    {
        var scan = new WireScan(body);
        return scan.Message(0, body.Length, type, valueDepth: 0);
    }

    private Refusal? Message(int at, int end, MessageDescriptor type, int valueDepth)
    {
        while (at < end)
        {
            if (!Varint(ref at, end, out var tag) || tag >> 3 is 0 or > int.MaxValue)
            {
                return Broken();
            }

            if ((tag & 7) != 2)
            {
                if (!SkipScalar(ref at, end, (int)(tag & 7)))
                {
                    return Broken();
                }

                continue;
            }

            if (!Varint(ref at, end, out var length) || length > (ulong)(end - at))
            {
                return Broken();
            }

            var next = at + (int)length;
            if (type.FindFieldByNumber((int)(tag >> 3)) is { FieldType: FieldType.Message } field
                && Child(at, next, field.MessageType, valueDepth) is { } refusal)
            {
                return refusal;
            }

            at = next;
        }

        return null;
    }

    private Refusal? Child(int at, int end, MessageDescriptor type, int valueDepth) =>
        _count.Add(type, ref valueDepth) ?? Message(at, end, type, valueDepth);

    private readonly bool SkipScalar(ref int at, int end, int wireType)
    {
        switch (wireType)
        {
            case 0:
                return Varint(ref at, end, out _);
            case 1:
                at += sizeof(ulong);
                return at <= end;
            case 5:
                at += sizeof(uint);
                return at <= end;
            default:
                return false;
        }
    }

    private readonly bool Varint(ref int at, int end, out ulong value)
    {
        value = 0;
        for (var i = 0; i < MaximumVarint && at < end; i++)
        {
            var part = _body[at++];
            value |= (ulong)(part & 0x7F) << (7 * i);
            if (part < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    private static Refusal Broken() => Refusal.Malformed("The body is not a valid protobuf message.");
}
