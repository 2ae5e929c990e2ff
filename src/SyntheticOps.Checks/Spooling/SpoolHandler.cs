using System.Net;
using System.Diagnostics;

namespace SyntheticOps.Checks.Spooling;

/// <summary>
/// Stands where the OTLP exporter's connection would be: keeps the finished request body durably and answers 200. The bytes
/// are the exporter's own; there is no second serializer.
/// </summary>
internal sealed class SpoolHandler(Spool spool, TimeProvider clock) : HttpMessageHandler
{
    /// <summary>The run whose spans are being exported, for logs; the exporter calls on the same thread.</summary>
    public string RunId { get; set; } = "";

    /// <summary>Its check, for the gap that is told when the record is given up.</summary>
    public string Check { get; set; } = "";

    /// <summary>Done when the record is on disk.</summary>
    public Action? WhenKept { get; set; }

    /// <summary>Whether it went well.</summary>
    public bool IsGood { get; set; }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        request.Content?.CopyTo(body, null, cancellationToken);
        return Keep(request, body);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await (request.Content?.CopyToAsync(body, cancellationToken) ?? Task.CompletedTask);
        return Keep(request, body);
    }

    private HttpResponseMessage Keep(HttpRequestMessage request, MemoryStream body)
    {
        Debug.Assert(request.Content is not null, "The exporter always sends a body.");
        var kept = spool.Append(new SpoolItem(
            IsGood ? SpoolKind.GoodSpans : SpoolKind.Spans, clock.GetUtcNow(), RunId, Check, request.Content.Headers.ContentType?.ToString() ?? "application/x-protobuf", body.ToArray()), WhenKept);

        // 400 is final for the exporter: it neither waits nor retries. The spool has logged and counted the loss.
        return new HttpResponseMessage(kept ? HttpStatusCode.OK : HttpStatusCode.BadRequest) { RequestMessage = request };
    }
}
