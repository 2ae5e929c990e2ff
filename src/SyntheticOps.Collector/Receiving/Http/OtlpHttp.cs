using System.Globalization;
using Google.Protobuf;
using Google.Rpc;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using SyntheticOps.Collector.Receiving.Decoding;

namespace SyntheticOps.Collector.Receiving.Http;

/// <summary>OTLP/HTTP (OTLP specification): POST /v1/SIGNAL, protobuf or JSON, answers and errors in the encoding of the request.</summary>
internal sealed class OtlpHttp(OtlpIngest ingest, IngestKeys keys, IngestBudget budget, TimeProvider clock)
{
    private const string ProtobufType = "application/x-protobuf";
    private const string JsonType = "application/json";

    public async Task HandleAsync(HttpContext context, IOtlpReceiver receiver)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = HttpMethods.Post;
            return;
        }

        var encoding = Encoding(context.Request);
        var refusal = keys.Check(context)
            ?? (encoding is null ? Refusal.Unsupported($"Content-Type must be {ProtobufType} or {JsonType}.") : null);
        var answer = default(IMessage);
        if (refusal is null)
        {
            (answer, refusal) = await AcceptAsync(context, receiver, encoding!.Value);
        }

        await (refusal is null
            ? WriteAsync(context, StatusCodes.Status200OK, answer!, encoding)
            : RefuseAsync(context, refusal, encoding));
    }

    private async Task<(IMessage? Answer, Refusal? Refusal)> AcceptAsync(HttpContext context, IOtlpReceiver receiver, OtlpEncoding encoding)
    {
        using var lease = budget.TryEnter();
        if (lease is null)
        {
            return (null, Refusal.Busy("Too many requests at this moment."));
        }

        // The limit is ours: Kestrel's would cut the connection before the sender has read the 413.
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        using var deadline = new CancellationTokenSource(Limits.RequestTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        try
        {
            var (body, refusal) = await BodyReader.ReadAsync(context.Request, lease, either.Token);
            if (refusal is not null)
            {
                return (null, refusal);
            }

            var result = await ingest.AcceptAsync(receiver, encoding, body, either.Token);
            return (result.Answer, result.Refusal);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return (null, Refusal.TooSlow());
        }
        catch (BadHttpRequestException e)
        {
            return (null, new Refusal(e.StatusCode, GrpcCodes.InvalidArgument, "The request is malformed or was cut off."));
        }
    }

    private static Task RefuseAsync(HttpContext context, Refusal refusal, OtlpEncoding? encoding)
    {
        if (refusal.MayRetry)
        {
            context.Response.Headers.RetryAfter = Limits.RetryAfterS.ToString(CultureInfo.InvariantCulture);
        }

        if (refusal.HttpStatus == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return WriteAsync(context, refusal.HttpStatus, new Status { Code = refusal.GrpcStatus, Message = refusal.Message }, encoding);
    }

    private static async Task WriteAsync(HttpContext context, int status, IMessage message, OtlpEncoding? encoding)
    {
        var body = encoding == OtlpEncoding.Protobuf
            ? message.ToByteArray()
            : System.Text.Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(message));
        context.Response.StatusCode = status;
        context.Response.ContentType = encoding == OtlpEncoding.Protobuf ? ProtobufType : JsonType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static OtlpEncoding? Encoding(HttpRequest request) =>
        !MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? null
        : type.MediaType.Equals(ProtobufType, StringComparison.OrdinalIgnoreCase) ? OtlpEncoding.Protobuf
        : type.MediaType.Equals(JsonType, StringComparison.OrdinalIgnoreCase) ? OtlpEncoding.Json
        : null;
}
