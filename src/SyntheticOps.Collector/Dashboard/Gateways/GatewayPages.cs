using Microsoft.AspNetCore.Mvc;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Collector.Dashboard.Gateways;

/// <summary>The gateway page and its switch.</summary>
internal static class GatewayPages
{
    private const int MaxReason = 200;
    private const int MaxMinutes = 7 * 24 * 60;

    public static async Task<IResult> ShowAsync(GatewayAdmin gateways, CancellationToken token) =>
        Page.Of<GatewayPage>(new GatewayModel(await BySiteAsync(gateways, token)));

    /// <summary>Switches all gateways of one site. `on` asks for the site's key to be typed, because every customer sees it.</summary>
    public static async Task<IResult> SwitchAsync(
        [FromForm] string? site,
        [FromForm] string? mode,
        [FromForm] string? reason,
        [FromForm] int? minutes,
        [FromForm] string? confirm,
        GatewayAdmin gateways,
        SyntheticsConfiguration synthetics,
        TimeProvider clock,
        HttpContext context)
    {
        var token = context.RequestAborted;
        if (site is null || !synthetics.Sites.TryGetValue(site, out var known) || mode is not ("on" or "off") || minutes is < 0 or > MaxMinutes)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (mode == "on" && !string.Equals(confirm?.Trim(), site, StringComparison.Ordinal))
        {
            return await RefuseAsync("gateway.notConfirmed", StatusCodes.Status422UnprocessableEntity, gateways, context);
        }

        var words = string.IsNullOrWhiteSpace(reason) ? $"switched {mode} on the dashboard" : reason.Trim();
        DateTimeOffset? until = mode == "on" && minutes is > 0 and var length ? clock.GetUtcNow().AddMinutes(length) : null;
        var change = new MaintenanceChange(mode, words[..Math.Min(words.Length, MaxReason)], until);
        var answers = await gateways.SetAsync(known, change, context.User.Identity?.Name ?? Access.Session.Actor, token);
        return answers.All(answer => answer.State is not null)
            ? Results.LocalRedirect("/gateway")
            : await RefuseAsync("gateway.notEverywhere", StatusCodes.Status502BadGateway, gateways, context);
    }

    /// <summary>Replays one webhook that a gateway keeps; one that waits is tried now.</summary>
    public static async Task<IResult> ReplayAsync(
        [FromForm] string? gateway, [FromForm] string? id, GatewayAdmin gateways, SyntheticsConfiguration synthetics, HttpContext context)
    {
        // Only addresses of synthetics.yaml get the operator key.
        var known = synthetics.Sites.Values.SelectMany(site => site.Gateways).FirstOrDefault(address => address.ToString() == gateway);
        if (known is null || id is not { Length: > 0 and <= 64 } || !id.All(char.IsAsciiLetterOrDigit))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        return await gateways.ReplayAsync(known, id, context.User.Identity?.Name ?? Access.Session.Actor, context.RequestAborted)
            ? Results.LocalRedirect("/gateway")
            : await RefuseAsync("webhooks.notReplayed", StatusCodes.Status502BadGateway, gateways, context);
    }

    private static async Task<IResult> RefuseAsync(string problem, int status, GatewayAdmin gateways, HttpContext context)
    {
        await FrameFilter.LoadAsync(context);
        return Page.Of<GatewayPage>(new GatewayModel(await BySiteAsync(gateways, context.RequestAborted), problem), status);
    }

    private static async Task<List<SiteGateways>> BySiteAsync(GatewayAdmin gateways, CancellationToken token)
    {
        var webhooks = gateways.GetWebhooksAsync(token);
        var views = await gateways.GetAllAsync(token);
        var waiting = await webhooks;
        return [.. views.GroupBy(view => view.Site.Name).Select(group =>
            new SiteGateways(group.First().Site, [.. group], [.. waiting.Where(view => view.Site.Name == group.Key)]))];
    }
}
