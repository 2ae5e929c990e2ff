using System.Buffers.Binary;
using System.Text;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Chaos.Support;

/// <summary>The root span of a run, read from an OTLP trace request: only the few members that a scenario looks at.</summary>
internal sealed record RootSpan(string RunId, string SpanId, string Check, string Outcome, string? Reason, DateTimeOffset StartedAt)
{
    /// <summary>Every root of the request: resource_spans 1, scope_spans 2, spans 2.</summary>
    public static IEnumerable<RootSpan> Read(ReadOnlyMemory<byte> request) =>
        Parts(Parts(Parts(request, 1), 2), 2).Select(span => Of([.. Fields(span)])).OfType<RootSpan>();

    private static IEnumerable<ReadOnlyMemory<byte>> Parts(ReadOnlyMemory<byte> message, int number) =>
        Fields(message).Where(field => field.Number == number).Select(field => field.Payload);

    private static IEnumerable<ReadOnlyMemory<byte>> Parts(IEnumerable<ReadOnlyMemory<byte>> messages, int number) => messages.SelectMany(message => Parts(message, number));

    private static RootSpan? Of(List<Field> span)
    {
        if (Text(span, 5) != SyntheticTelemetry.Spans.Check)
        {
            return null;
        }

        var attributes = span.Where(field => field.Number == 9).Select(field => Fields(field.Payload).ToList())
            .ToDictionary(pair => Text(pair, 1), pair => Text([.. Fields(pair.Find(field => field.Number == 2)!.Payload)], 1));
        var nanos = BinaryPrimitives.ReadUInt64LittleEndian(span.Find(field => field.Number == 7)!.Payload.Span);
        return new(
            Convert.ToHexStringLower(span.Find(field => field.Number == 1)!.Payload.Span),
            Convert.ToHexStringLower(span.Find(field => field.Number == 2)!.Payload.Span),
            attributes[SyntheticTelemetry.Attributes.CheckName],
            attributes[SyntheticTelemetry.Attributes.Outcome],
            attributes.GetValueOrDefault(SyntheticTelemetry.Attributes.OutcomeReason),
            DateTimeOffset.UnixEpoch.AddTicks((long)(nanos / 100)));
    }

    private static string Text(List<Field> message, int number) =>
        message.Find(field => field.Number == number) is { } field ? Encoding.UTF8.GetString(field.Payload.Span) : "";

    private static IEnumerable<Field> Fields(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Number(message.Span, ref at);
            var begin = at;
            switch (tag & 7)
            {
                case 0:
                    Number(message.Span, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    var length = (int)Number(message.Span, ref at);
                    (begin, at) = (at, at + length);
                    break;
            }

            yield return new((int)(tag >> 3), message[begin..at]);
        }
    }

    private static ulong Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var one = bytes[at++];
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
            {
                return value;
            }
        }
    }

    private sealed record Field(int Number, ReadOnlyMemory<byte> Payload);
}
