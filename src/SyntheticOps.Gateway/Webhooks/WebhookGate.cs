using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Maintenance;
using SyntheticOps.Gateway.Recognition;
using Yarp.ReverseProxy.Forwarder;

namespace SyntheticOps.Gateway.Webhooks;

/// <summary>
/// Stands before everything else on named webhook routes: the shop's own answer passes; when there is none, because of
/// maintenance, a failure, or earlier webhooks that still wait, the webhook is stored. No sender is told 2xx by us before that.
/// </summary>
internal sealed class WebhookGate(
    RequestDelegate next, WebhookRoutes routes, WebhookIntake intake, WebhookStore store, MaintenanceRule maintenance,
    ProbeRuns runs, IOptions<WebhookOptions> options, TimeProvider clock)
{
    private readonly WebhookOptions _options = options.Value;

    /// <summary>A probe's webhook is no payment, and its check must see what the shop does.</summary>
    public Task InvokeAsync(HttpContext context) =>
        routes.Find(context.Request) is { } route && context.Features.Get<RecognizedProbe>() is null ? HoldAsync(context, route) : next(context);

    private async Task HoldAsync(HttpContext context, WebhookRoute route)
    {
        if (await BodyAsync(context) is not { } body)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        context.Features.Set(new HeldWebhook(route));
        if (!Passes(context, route) || await FailsAsync(context, body))
        {
            await intake.KeepAsync(context, route, body);
        }
    }

    /// <summary>Whether the shop may be asked at all. What a probe's payment caused passes maintenance like the probe.</summary>
    private bool Passes(HttpContext context, WebhookRoute route)
    {
        if (!maintenance.Stops(context))
        {
            return !store.HasWaiting(route.Name);
        }

        if (runs.CauseOf(context.Request) is not { } run)
        {
            return false;
        }

        context.Features.Set(new RecognizedProbe(run));
        return true;
    }

    /// <summary>Asks the shop; true when it gave no answer of its own and the sender still waits for one.</summary>
    private async Task<bool> FailsAsync(HttpContext context, byte[] body)
    {
        var sender = context.RequestAborted;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(_options.ShopTimeoutS), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(sender, limit.Token);
        context.Request.Body = new MemoryStream(body, writable: false);
        context.RequestAborted = either.Token;
        await next(context);
        context.RequestAborted = sender;
        var failed = context.Features.Get<IForwarderErrorFeature>() is not null || context.Response.StatusCode >= 500;
        return failed && !context.Response.HasStarted && !sender.IsCancellationRequested;
    }

    /// <summary>The bytes as they arrived, because the signature is over them; null when there are too many.</summary>
    private async Task<byte[]?> BodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > _options.MaximumBody)
        {
            return null;
        }

        using var body = new MemoryStream();
        var buffer = new byte[8 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            await body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            if (body.Length > _options.MaximumBody)
            {
                return null;
            }
        }

        return body.ToArray();
    }
}
