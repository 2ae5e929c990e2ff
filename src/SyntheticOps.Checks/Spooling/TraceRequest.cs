namespace SyntheticOps.Checks.Spooling;

/// <summary>Cuts an OTLP trace request in two without decoding its spans: resource (field 1), scope spans (2), spans (2 of those).</summary>
internal static class TraceRequest
{
    private const int ResourceSpans = 1;
    private const int ScopeSpans = 2;
    private const int Spans = 2;
    private const int LengthDelimited = 2;

    /// <summary>Both halves, spans in order; null for a single span or bytes that are no such request.</summary>
    public static (ReadOnlyMemory<byte> First, ReadOnlyMemory<byte> Second)? Halve(ReadOnlyMemory<byte> body)
    {
        try
        {
            var spans = Flatten(body).ToList();
            return spans.Count < 2 ? null : (Build(spans[..(spans.Count / 2)]), Build(spans[(spans.Count / 2)..]));
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static IEnumerable<Piece> Flatten(ReadOnlyMemory<byte> body)
    {
        foreach (var resource in Fields(body).Where(field => field.Number == ResourceSpans))
        {
            var resourceRest = Rest(resource.Payload, ScopeSpans);
            foreach (var scope in Fields(resource.Payload).Where(field => field.Number == ScopeSpans))
            {
                var scopeRest = Rest(scope.Payload, Spans);
                foreach (var span in Fields(scope.Payload).Where(field => field.Number == Spans))
                {
                    yield return new Piece(resourceRest, scopeRest, span.Whole);
                }
            }
        }
    }

    private static byte[] Rest(ReadOnlyMemory<byte> message, int without) =>
        [.. Fields(message).Where(field => field.Number != without).SelectMany(field => field.Whole.ToArray())];

    private static byte[] Build(IEnumerable<Piece> spans) => [.. spans
        .GroupBy(span => (span.Resource, span.Scope))
        .SelectMany(group => Message(ResourceSpans, [.. group.Key.Resource, .. Message(ScopeSpans, [.. group.Key.Scope, .. group.SelectMany(span => span.Span.ToArray())])]))];

    private static byte[] Message(int field, byte[] payload)
    {
        var head = new List<byte> { (byte)((field << 3) | LengthDelimited) };
        for (var length = (uint)payload.Length; ; length >>= 7)
        {
            if (length < 0x80)
            {
                head.Add((byte)length);
                return [.. head, .. payload];
            }

            head.Add((byte)(length | 0x80));
        }
    }

    private static List<Field> Fields(ReadOnlyMemory<byte> message)
    {
        var fields = new List<Field>();
        for (var at = 0; at < message.Length;)
        {
            var start = at;
            var tag = Varint(message.Span, ref at);
            var content = at;
            switch (tag & 7)
            {
                case 0:
                    Varint(message.Span, ref at);
                    break;
                case 1:
                    at += sizeof(ulong);
                    break;
                case LengthDelimited:
                    var length = (int)Math.Min(int.MaxValue, Varint(message.Span, ref at));
                    (content, at) = (at, at + length);
                    break;
                case 5:
                    at += sizeof(uint);
                    break;
                default:
                    throw new InvalidDataException("The wire type is not known.");
            }

            fields.Add(new Field((int)(tag >> 3), message[start..at], message[content..at]));
        }

        return fields;
    }

    /// <summary>What a 200 says about spans that were not taken; null when it says nothing.</summary>
    public static long? Rejected(ReadOnlyMemory<byte> answer)
    {
        try
        {
            var partial = Fields(answer).Find(field => field is { Number: 1 });
            var count = partial is null ? null : Fields(partial.Payload).Find(field => field.Number == 1);
            var at = 0;
            return count is null ? null : (long)Varint(count.Payload.Span, ref at);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var one = bytes[at++];
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number has no end.");
    }

    private sealed record Field(int Number, ReadOnlyMemory<byte> Whole, ReadOnlyMemory<byte> Payload);

    private sealed record Piece(byte[] Resource, byte[] Scope, ReadOnlyMemory<byte> Span);
}
