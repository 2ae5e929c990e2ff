namespace Aspire.Hosting;

/// <summary>How telemetry reaches the Aspire dashboard.</summary>
public enum OtlpProtocol
{
    Grpc = 0,
    HttpProtobuf = 1,
}
