using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace SyntheticOps.Collector.Receiving.Decoding;

/// <summary>The two encodings of an export request.</summary>
internal enum OtlpEncoding
{
    Protobuf,
    Json,
}

/// <summary>Turns a decompressed body into a message, after counting what it would make.</summary>
internal static class OtlpBody
{
    public static (IMessage? Message, Refusal? Refusal) Parse(ReadOnlyMemory<byte> body, OtlpEncoding encoding, MessageDescriptor type)
    {
        if (encoding == OtlpEncoding.Json)
        {
            return OtlpJson.Parse(body, type);
        }

        if (WireScan.Check(body.Span, type) is { } refusal)
        {
            return (null, refusal);
        }

        try
        {
            return (type.Parser.WithDiscardUnknownFields(true).ParseFrom(body.Span), null);
        }
        catch (InvalidProtocolBufferException)
        {
            return (null, Refusal.Malformed("The body is not a valid protobuf message."));
        }
    }
}
