using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Microsoft.AspNetCore.Http.Features;
using SyntheticOps.Collector.Receiving.Decoding;
using SyntheticOps.Collector.Receiving.Http;

namespace SyntheticOps.Collector.Receiving.Grpc;

/// <summary>OTLP/gRPC: unary calls over HTTP/2, framed here (gRPC's PROTOCOL-HTTP2), because no gRPC server package is used.</summary>
internal sealed class OtlpGrpc(OtlpIngest ingest, IngestKeys keys, IngestBudget budget, TimeProvider clock)
{
    private const string ContentType = "application/grpc";

    public async Task HandleAsync(HttpContext context, IOtlpReceiver receiver)
    {
        if (!Begin(context))
        {
            return;
        }

        var refusal = keys.Check(context);
        var answer = default(IMessage);
        if (refusal is null)
        {
            (answer, refusal) = await AcceptAsync(context, receiver);
        }

        if (answer is not null)
        {
            await context.Response.Body.WriteAsync(GrpcFrame.Write(answer.ToByteArray()), context.RequestAborted);
        }

        End(context, refusal);
    }

    /// <summary>Any other method.</summary>
    public static Task RefuseMethodAsync(HttpContext context)
    {
        if (Begin(context))
        {
            End(context, Refusal.Unsupported("This server has OTLP's TraceService, LogsService and MetricsService only."));
        }

        return Task.CompletedTask;
    }

    private static bool Begin(HttpContext context)
    {
        var type = context.Request.ContentType ?? "";
        if (type != ContentType && !type.StartsWith(ContentType + "+proto", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return false;
        }

        context.Response.ContentType = ContentType;
        context.Response.Headers["grpc-accept-encoding"] = "identity, gzip";
        return true;
    }

    private async Task<(IMessage? Answer, Refusal? Refusal)> AcceptAsync(HttpContext context, IOtlpReceiver receiver)
    {
        using var lease = budget.TryEnter();
        if (lease is null)
        {
            return (null, Refusal.Busy("Too many requests at this moment."));
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        using var deadline = new CancellationTokenSource(GrpcTimeout.Parse(context.Request.Headers["grpc-timeout"], Limits.RequestTime), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        try
        {
            var (buffer, length, refusal) = await BodyReader.ReadRawAsync(context.Request, lease, either.Token);
            (var message, refusal) = refusal is null ? Unframe(context.Request, buffer, length, lease) : (default, refusal);
            if (refusal is not null)
            {
                return (null, refusal);
            }

            var result = await ingest.AcceptAsync(receiver, OtlpEncoding.Protobuf, message, either.Token);
            return (result.Answer, result.Refusal);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return (null, Refusal.TooSlow());
        }
    }

    private static (ReadOnlyMemory<byte> Message, Refusal? Refusal) Unframe(HttpRequest request, byte[] buffer, int length, IngestBudget.Lease lease)
    {
        var (compressed, refusal) = GrpcFrame.Read(buffer.AsSpan(0, length));
        if (refusal is not null)
        {
            return (default, refusal);
        }

        if (compressed != true)
        {
            return (buffer.AsMemory(GrpcFrame.PrefixLength, length - GrpcFrame.PrefixLength), null);
        }

        return request.Headers["grpc-encoding"].ToString() switch
        {
            "gzip" => BodyReader.Inflate(buffer[GrpcFrame.PrefixLength..length], length - GrpcFrame.PrefixLength, lease),
            "" or "identity" => (default, Refusal.Malformed("The message is compressed, but grpc-encoding does not say how.")),
            _ => (default, Refusal.Unsupported("grpc-encoding must be gzip or identity.")),
        };
    }

    private static void End(HttpContext context, Refusal? refusal)
    {
        var code = refusal?.GrpcStatus ?? GrpcCodes.Ok;
        context.Response.AppendTrailer("grpc-status", code.ToString(CultureInfo.InvariantCulture));
        if (refusal is null)
        {
            return;
        }

        // gRPC wants it percent-encoded.
        context.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(refusal.Message));
        if (refusal.MayRetry)
        {
            var retry = new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(Limits.RetryAfterS)) };
            var status = new Status { Code = code, Message = refusal.Message, Details = { Any.Pack(retry) } };
            context.Response.AppendTrailer("grpc-status-details-bin", Convert.ToBase64String(status.ToByteArray()).TrimEnd('='));
        }
    }
}
