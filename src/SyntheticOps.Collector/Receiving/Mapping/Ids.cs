using Google.Protobuf;

namespace SyntheticOps.Collector.Receiving.Mapping;

/// <summary>Trace ids (16 bytes) and span ids (8 bytes) as lower-case hex.</summary>
internal static class Ids
{
    private const int TraceLength = 16;
    private const int SpanLength = 8;

    /// <summary>Null unless it is a trace id that is not all zero.</summary>
    public static string? Trace(ByteString bytes) => Hex(bytes, TraceLength);

    /// <summary>Null unless it is a span id that is not all zero.</summary>
    public static string? Span(ByteString bytes) => Hex(bytes, SpanLength);

    private static string? Hex(ByteString bytes, int length) =>
        bytes.Length == length && bytes.Span.ContainsAnyExcept((byte)0) ? Convert.ToHexStringLower(bytes.Span) : null;
}
