using SyntheticOps.Gateway.Answers;
using SyntheticOps.Gateway.Maintenance;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Webhooks;

/// <summary>
/// Verifies and stores what the shop cannot take now, and answers its sender: 200 when it is on disk, 400 when the signature is
/// not valid, 503 otherwise, so that the sender tries again.
/// </summary>
internal sealed class WebhookIntake(
    WebhookStore store, MaintenanceRule maintenance, AnswerWriter answers, TimeProvider clock, ILogger<WebhookIntake> log)
{
    /// <summary>When nobody knows when the shop is back.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(60);

    /// <summary>They belong to the connection, are set anew, or are kept elsewhere.</summary>
    private static readonly HashSet<string> NotKept = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Transfer-Encoding", "TE", "Trailer", "Upgrade", "Expect", "Content-Length", "Host", "Proxy-Connection",
        "traceparent", "tracestate", "baggage", Names.Headers.OriginalSignature, Names.Headers.SyntheticProbe,
    };

    public async Task KeepAsync(HttpContext context, WebhookRoute route, byte[] body)
    {
        context.Response.Clear();
        if (route is not { IsBuffered: true, Scheme: { } scheme })
        {
            await RefuseAsync(context);
            return;
        }

        if (context.Request.Headers[scheme.Header] is not [{ Length: > 0 } signature] || !scheme.Verify(body, signature, route.Secrets, clock.GetUtcNow()))
        {
            await Results.Problem($"{scheme.Header} does not match the body, or is too old.", statusCode: 400, title: "Invalid signature").ExecuteAsync(context);
            return;
        }

        if (Store(route, Describe(context, route, scheme, body, signature)))
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
            context.Response.Headers.CacheControl = "no-store";
            await context.Response.WriteAsJsonAsync(new { stored = true }, context.RequestAborted);
        }
        else
        {
            await RefuseAsync(context);
        }
    }

    private bool Store(WebhookRoute route, StoredWebhook webhook)
    {
        try
        {
            var result = store.Add(webhook);
            if (result == StoreResult.Full)
            {
                log.StoreFull(route.Name);
            }

            return result is StoreResult.Stored or StoreResult.Known;
        }
        catch (IOException e)
        {
            log.NotStored(route.Name, e);
            return false;
        }
    }

    private StoredWebhook Describe(HttpContext context, WebhookRoute route, IWebhookScheme scheme, byte[] body, string signature)
    {
        var request = context.Request;
        var now = clock.GetUtcNow();
        return new StoredWebhook
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Route = route.Name,
            EventId = scheme.EventId(body),
            Received = now,
            ProxyRoute = context.GetReverseProxyFeature().Route.Config.RouteId,
            Scheme = request.Scheme,
            Host = request.Host.Value ?? "",
            Path = request.Path.Value ?? "/",
            Query = request.QueryString.Value ?? "",
            Peer = context.Connection.RemoteIpAddress?.ToString(),
            Headers = request.Headers
                .Where(header => !NotKept.Contains(header.Key) && !header.Key.Equals(scheme.Header, StringComparison.OrdinalIgnoreCase) && header.Key[0] != ':')
                .ToDictionary(header => header.Key, header => header.Value.Select(value => value ?? "").ToArray(), StringComparer.OrdinalIgnoreCase),
            Signature = signature,
            TraceParent = request.Headers.TraceParent,
            Body = body,
        };
    }

    private Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return answers.WriteAsync(context, maintenance.Find(context) is { } cause ? maintenance.Answer(cause) : new Answer(Situation.Unreachable, null, RetryAfter));
    }
}
