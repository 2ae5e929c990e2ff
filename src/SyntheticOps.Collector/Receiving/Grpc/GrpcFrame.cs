using System.Buffers.Binary;

namespace SyntheticOps.Collector.Receiving.Grpc;

/// <summary>The length-prefixed message of gRPC over HTTP/2: one byte flag, four bytes length, message. Exactly one in a unary call.</summary>
internal static class GrpcFrame
{
    public const int PrefixLength = 5;

    /// <summary>Whether the message is compressed; null with a refusal when the bytes are not one whole message.</summary>
    public static (bool? Compressed, Refusal? Refusal) Read(ReadOnlySpan<byte> body)
    {
        if (body.Length < PrefixLength || body[0] > 1)
        {
            return (null, Refusal.Malformed("The call has no valid gRPC message."));
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(body[1..]);
        if (length > Limits.BodyBytes)
        {
            return (null, Refusal.TooLarge($"The message has {length} bytes; at most {Limits.BodyBytes} are taken."));
        }

        return length == body.Length - PrefixLength
            ? (body[0] == 1, null)
            : (null, Refusal.Malformed("The call has not exactly one whole gRPC message."));
    }

    public static byte[] Write(ReadOnlySpan<byte> message)
    {
        var frame = new byte[PrefixLength + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame.AsSpan(PrefixLength));
        return frame;
    }
}
