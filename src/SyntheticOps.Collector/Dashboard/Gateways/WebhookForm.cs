using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Gateways;

namespace SyntheticOps.Collector.Dashboard.Gateways;

/// <summary>What a person does with one webhook that a gateway keeps.</summary>
internal static class WebhookForm
{
    /// <summary>A dead one takes its place in the queue again; one that waits is tried now.</summary>
    public static Task<IResult> ReplayAsync([FromForm] string? gateway, [FromForm] string? id, GatewayAdmin gateways, GatewayQuery query, SyntheticsConfiguration synthetics, HttpContext context) =>
        HandleAsync(gateway, id, address => gateways.ReplayAsync(address, id!, GatewayPages.ActorOf(context), context.RequestAborted), query, synthetics, context);

    /// <summary>For good: the form asks for a word.</summary>
    public static async Task<IResult> DeleteAsync(
        [FromForm] string? gateway, [FromForm] string? id, [FromForm] string? confirm, GatewayAdmin gateways, GatewayQuery query, SyntheticsConfiguration synthetics, HttpContext context) =>
        !string.Equals(confirm?.Trim(), "delete", StringComparison.OrdinalIgnoreCase)
            ? await GatewayPages.RefuseAsync("webhooks.notConfirmed", StatusCodes.Status422UnprocessableEntity, query, context)
            : await HandleAsync(gateway, id, address => gateways.DeleteWebhookAsync(address, id!, GatewayPages.ActorOf(context), context.RequestAborted), query, synthetics, context);

    private static async Task<IResult> HandleAsync(
        string? gateway, string? id, Func<Uri, Task<GatewayAnswer<JsonElement>>> handle, GatewayQuery query, SyntheticsConfiguration synthetics, HttpContext context)
    {
        if (GatewayPages.AddressOf(synthetics, gateway) is not { } known || !GatewayPages.IsId(id))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var answer = await handle(known);
        return answer.IsDone ? Results.LocalRedirect(GatewayPages.Path) : await GatewayPages.RefuseAsync("webhooks.notReplayed", StatusCodes.Status502BadGateway, query, context, answer.Problem);
    }
}
