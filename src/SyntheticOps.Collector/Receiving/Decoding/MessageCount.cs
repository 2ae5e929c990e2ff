using Google.Protobuf.Reflection;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Logs.V1;
using OpenTelemetry.Proto.Metrics.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace SyntheticOps.Collector.Receiving.Decoding;

/// <summary>Counts messages against the limits; the same for protobuf and JSON.</summary>
internal struct MessageCount
{
    private static readonly HashSet<MessageDescriptor> ItemTypes =
    [
        Span.Descriptor, LogRecord.Descriptor, NumberDataPoint.Descriptor, HistogramDataPoint.Descriptor,
        ExponentialHistogramDataPoint.Descriptor, SummaryDataPoint.Descriptor,
    ];

    private static readonly HashSet<MessageDescriptor> PartTypes =
        [AnyValue.Descriptor, ArrayValue.Descriptor, KeyValueList.Descriptor, KeyValue.Descriptor, Span.Types.Event.Descriptor, Status.Descriptor];

    private int _parts;
    private int _items;
    private int _envelopes;

    /// <param name="type">The message that is about to be made.</param>
    /// <param name="valueDepth">How many values are around it; raised when it is one itself.</param>
    public Refusal? Add(MessageDescriptor type, ref int valueDepth)
    {
        if (type == AnyValue.Descriptor && ++valueDepth > Limits.ValueDepth)
        {
            return Refusal.Malformed($"A value is nested more than {Limits.ValueDepth} levels deep.");
        }

        if (PartTypes.Contains(type))
        {
            return ++_parts > Limits.Parts ? TooMany(Limits.Parts, "values") : null;
        }

        return ItemTypes.Contains(type)
            ? ++_items > Limits.Items ? TooMany(Limits.Items, "items") : null
            : ++_envelopes > Limits.Items ? TooMany(Limits.Items, "resources and scopes") : null;
    }

    private static Refusal TooMany(int limit, string what) =>
        Refusal.Malformed($"The request has more than {limit} {what}; send smaller batches.");
}
