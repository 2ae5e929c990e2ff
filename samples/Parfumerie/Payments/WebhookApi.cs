using System.Diagnostics;
using Parfumerie.Web;

namespace Parfumerie.Payments;

/// <summary>POST /api/webhooks/stripe. 2xx only after the commit, so that Stripe repeats whatever we lost.</summary>
internal static class WebhookApi
{
    public const string Path = "/api/webhooks/stripe";

    public static void MapWebhooks(this IEndpointRouteBuilder routes) => routes.MapPost(Path, ReceiveAsync);

    private static async Task<IResult> ReceiveAsync(
        HttpContext context, IWebhookSignature signature, PaymentEventRepository events, Shopper shopper, ILogger<PaymentEvent> log, CancellationToken token)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, token);
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        if (!signature.IsValid(bytes.Span, context.Request.Headers[StripeSignature.Header]))
        {
            // A probe forges signatures on purpose, all day long.
            if (shopper.Run is null)
            {
                log.BadSignature(context.Connection.RemoteIpAddress);
            }

            return Results.Problem(statusCode: StatusCodes.Status400BadRequest, detail: "The Stripe-Signature header does not match the body, or is older than 300 s.");
        }

        if (PaymentEvent.Parse(bytes) is not { } payment)
        {
            return Results.Problem(statusCode: StatusCodes.Status400BadRequest, detail: "The body is not a Stripe event.");
        }

        var effect = await events.ApplyAsync(payment, token);
        Activity.Current?.SetTag("parfumerie.webhook.type", payment.Type);
        Activity.Current?.SetTag("parfumerie.webhook.effect", effect.ToString());
        if (effect is WebhookEffect.NoOrder or WebhookEffect.WrongAmount)
        {
            // Repeating would not help; people must look at it.
            log.PaymentWithoutOrder(payment.Id, payment.Intent, effect);
        }

        return Results.Json(new { received = true });
    }
}
