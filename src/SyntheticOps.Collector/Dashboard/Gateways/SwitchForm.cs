using Microsoft.AspNetCore.Mvc;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Gateways;

namespace SyntheticOps.Collector.Dashboard.Gateways;

/// <summary>The switch of one site: on, off, left to incidents, longer, undone. It goes to all gateways of the site.</summary>
internal static class SwitchForm
{
    private const int MaxReason = 200;
    private const int MaxMinutes = 7 * 24 * 60;

    /// <summary>`on` asks for the site's key to be typed, because every customer sees it.</summary>
    public static async Task<IResult> PostAsync([AsParameters] SwitchFields fields, GatewayAdmin gateways, GatewayQuery query, SyntheticsConfiguration synthetics, TimeProvider clock, HttpContext context)
    {
        if (GatewayPages.SiteOf(synthetics, fields.Site) is not { } site || fields.Mode is not ("on" or "off" or "automatic" or "extend") || fields.Minutes is < 0 or > MaxMinutes)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (fields.Mode == "on" && !string.Equals(fields.Confirm?.Trim(), site.Name, StringComparison.Ordinal))
        {
            return await GatewayPages.RefuseAsync("gateway.notConfirmed", StatusCodes.Status422UnprocessableEntity, query, context);
        }

        var (token, actor) = (context.RequestAborted, GatewayPages.ActorOf(context));
        var answers = await Task.WhenAll(site.Gateways.Select(async address =>
        {
            if (fields.Mode != "extend")
            {
                return await gateways.SetAsync(address, Change(fields, clock.GetUtcNow()), actor, null, token);
            }

            var view = await gateways.GetAsync(site, address, token);
            return view.State is { Active: true } state
                ? await gateways.SetAsync(address, Longer(state, fields.Minutes ?? 0, clock.GetUtcNow()), actor, state.Version, token)
                : new GatewayAnswer<MaintenanceState>(view.State, null, view.Problem);
        }));
        return await GatewayPages.EndAsync(answers, query, context);
    }

    public static async Task<IResult> UndoAsync([FromForm] string? site, GatewayAdmin gateways, GatewayQuery query, SyntheticsConfiguration synthetics, HttpContext context)
    {
        if (GatewayPages.SiteOf(synthetics, site) is not { } known)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var answers = await Task.WhenAll(known.Gateways.Select(address => gateways.UndoAsync(address, GatewayPages.ActorOf(context), context.RequestAborted)));
        return await GatewayPages.EndAsync(answers, query, context);
    }

    private static MaintenanceChange Change(SwitchFields fields, DateTimeOffset now)
    {
        var isOn = fields.Mode == "on";
        var (french, english) = (GatewayPages.Text(fields.MessageFr, 400), GatewayPages.Text(fields.MessageEn, 400));
        return new MaintenanceChange(
            fields.Mode!, GatewayPages.Text(fields.Reason, MaxReason) ?? $"switched {fields.Mode} on the dashboard",
            isOn && fields.Minutes is > 0 and var length ? now.AddMinutes(length) : null)
        {
            Scope = isOn ? new MaintenanceScope(GatewayPages.List(fields.Hosts), GatewayPages.List(fields.Paths), GatewayPages.List(fields.Methods?.ToUpperInvariant())) : null,
            Allow = isOn ? GatewayPages.List(fields.Allow) : null,
            Message = isOn && (french ?? english) is not null ? new MaintenanceMessage(french, english) : null,
        };
    }

    private static MaintenanceChange Longer(MaintenanceState state, int minutes, DateTimeOffset now) =>
        new("on", state.Reason ?? "", (state.Until > now ? state.Until.Value : now).AddMinutes(Math.Max(1, minutes)))
        {
            Scope = state.Scope,
            Allow = state.Allow,
            Message = state.Message,
        };
}

/// <summary>What the form sends.</summary>
internal sealed record SwitchFields(
    [FromForm] string? Site, [FromForm] string? Mode, [FromForm] string? Reason, [FromForm] int? Minutes, [FromForm] string? Confirm,
    [FromForm] string? Hosts, [FromForm] string? Paths, [FromForm] string? Methods, [FromForm] string? Allow,
    [FromForm] string? MessageFr, [FromForm] string? MessageEn);
