using Parfumerie.Payments;

namespace Parfumerie.Faults.Kinds;

/// <summary>
/// `webhook{mode,code?,ms?}`: the endpoint for Stripe's events fails. drop: says yes and forgets the event, so that the money
/// is paid and the order is not. status: answers with that code. slow: takes that long. unsigned-accepted: believes anyone.
/// </summary>
internal sealed class WebhookFault(TimeProvider clock) : IRequestFault
{
    public const string UnsignedAccepted = "unsigned-accepted";

    public string Name => "webhook";

    public IReadOnlyList<FaultField> Fields { get; } =
    [
        new("mode", FaultFieldKind.Choice) { IsRequired = true, Choices = ["drop", "status", "slow", UnsignedAccepted] },
        new("code", FaultFieldKind.Number) { Minimum = 400, Maximum = 599, Default = 500 },
        new("ms", FaultFieldKind.Number) { Maximum = 120_000, Default = 10_000 },
    ];

    public bool Touches(HttpContext context, FaultParams parameters) => context.Request.Path == WebhookApi.Path;

    public async Task InvokeAsync(HttpContext context, ActiveFault fault, RequestDelegate next)
    {
        switch (fault.Params.Text("mode"))
        {
            case "drop":
                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
                await context.Response.WriteAsJsonAsync(new { received = true }, context.RequestAborted);
                return;
            case "status":
                context.Response.StatusCode = fault.Params.Number("code");
                return;
            case "slow":
                using (var either = CancellationTokenSource.CreateLinkedTokenSource(fault.Ended, context.RequestAborted))
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(fault.Params.Number("ms")), clock, either.Token)
                        .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                }

                break;
        }

        await next(context);
    }
}

/// <summary>Stands before the real check of the signature.</summary>
internal sealed class FaultySignature(IWebhookSignature inner, FaultBoard board) : IWebhookSignature
{
    public bool IsValid(ReadOnlySpan<byte> body, string? header) =>
        board.Find("webhook")?.Params.Text("mode") == WebhookFault.UnsignedAccepted || inner.IsValid(body, header);
}
