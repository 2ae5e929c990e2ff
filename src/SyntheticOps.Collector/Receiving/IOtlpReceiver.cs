using Google.Protobuf;
using Google.Protobuf.Reflection;
using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Receiving;

/// <summary>One OTLP signal: its messages, and how they become records.</summary>
internal interface IOtlpReceiver
{
    /// <summary>traces, logs or metrics; `/v1/SIGNAL`.</summary>
    string Signal { get; }

    /// <summary>`/opentelemetry.proto.collector.trace.v1.TraceService/Export`.</summary>
    string GrpcMethod { get; }

    MessageDescriptor RequestType { get; }

    /// <param name="request">A message of <see cref="RequestType"/>.</param>
    /// <param name="nowNano">Time of receipt.</param>
    MappedRequest Map(IMessage request, long nowNano);

    /// <summary>The answer; with partial success when items were rejected.</summary>
    IMessage Answer(int rejected, string reason);
}

/// <summary>What a request holds, and how many of its items are not valid.</summary>
internal sealed record MappedRequest(TelemetryBatch Batch, int Rejected = 0, string Reason = "");
