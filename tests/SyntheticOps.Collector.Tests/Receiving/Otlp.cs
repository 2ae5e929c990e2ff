using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Resource.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace SyntheticOps.Collector.Tests.Receiving;

/// <summary>OTLP messages to start from.</summary>
internal static class Otlp
{
    public const ulong Time = 1763980800000000000;

    public static Span Span(byte trace = 1, byte span = 1) => new()
    {
        TraceId = Id(16, trace),
        SpanId = Id(8, span),
        Name = "GET /",
        Kind = OpenTelemetry.Proto.Trace.V1.Span.Types.SpanKind.Server,
        StartTimeUnixNano = Time,
        EndTimeUnixNano = Time + 1_000_000,
    };

    /// <summary>A span of this moment: the retention of a running collector deletes old ones.</summary>
    public static Span NewSpan()
    {
        var span = Span();
        span.StartTimeUnixNano = span.EndTimeUnixNano = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
        span.TraceId = ByteString.CopyFrom(Guid.NewGuid().ToByteArray());
        span.SpanId = ByteString.CopyFrom(Guid.NewGuid().ToByteArray().AsSpan(0, 8));
        return span;
    }

    public static ByteString Id(int length, byte last)
    {
        var bytes = new byte[length];
        if (length > 0)
        {
            bytes[^1] = last;
        }

        return ByteString.CopyFrom(bytes);
    }

    public static ExportTraceServiceRequest Traces(params IEnumerable<Span> spans) => new()
    {
        ResourceSpans =
        {
            new ResourceSpans
            {
                Resource = new Resource { Attributes = { Text("service.name", "shop") } },
                ScopeSpans = { new ScopeSpans { Spans = { spans } } },
            },
        },
    };

    public static KeyValue Text(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    /// <summary>An array in an array ...: <paramref name="levels"/> values inside each other.</summary>
    public static AnyValue Nested(int levels, bool lists = false)
    {
        var value = new AnyValue { IntValue = 1 };
        for (var i = 1; i < levels; i++)
        {
            value = lists && i % 2 == 0
                ? new AnyValue { KvlistValue = new KeyValueList { Values = { new KeyValue { Key = "k", Value = value } } } }
                : new AnyValue { ArrayValue = new ArrayValue { Values = { value } } };
        }

        return value;
    }

    /// <summary>The same in JSON.</summary>
    public static string NestedJson(int levels)
    {
        var value = """{"intValue":"1"}""";
        for (var i = 1; i < levels; i++)
        {
            value = $$$"""{"arrayValue":{"values":[{{{value}}}]}}""";
        }

        return value;
    }
}
