using Microsoft.AspNetCore.Mvc;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Gateways;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Collector.Dashboard.Gateways;

/// <summary>Makes and revokes links that let the shop's people through maintenance.</summary>
internal static class StaffForm
{
    private const int MaxHours = 168;

    /// <summary>The link is on the page that answers and nowhere else.</summary>
    public static async Task<IResult> IssueAsync(
        [FromForm] string? site, [FromForm] string? whom, [FromForm] int? hours, GatewayAdmin gateways, GatewayQuery query, SyntheticsConfiguration synthetics, HttpContext context)
    {
        var name = GatewayPages.Text(whom, 80);
        if (GatewayPages.SiteOf(synthetics, site) is not { } known || name is null || hours is null or < 1 or > MaxHours)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var token = context.RequestAborted;
        GatewayAnswer<StaffLink>? answer = null;
        foreach (var address in known.Gateways)
        {
            answer = await gateways.IssueAsync(address, new StaffWish(name, hours.Value * 3600d), GatewayPages.ActorOf(context), token);
            if (answer.IsDone)
            {
                break;
            }
        }

        if (answer is not { Body: { } made })
        {
            return await GatewayPages.RefuseAsync("staff.notMade", StatusCodes.Status502BadGateway, query, context, answer?.Problem);
        }

        var others = await Task.WhenAll(known.Gateways.Select(address => gateways.GetAsync<StaffPasses>(address, Names.Routes.Staff, token)));
        var everywhere = others.All(other => other.Body?.Passes.Any(pass => pass.Id == made.Id) == true);
        await FrameFilter.LoadAsync(context);
        context.Response.Headers.CacheControl = "no-store";
        return Page.Of<GatewayPage>(new GatewayModel(
            await query.GetAsync(token), Link: new NewLink(known.Name, name, new Uri(known.Url, made.Path).ToString(), made.LinkUntil, made.Until, everywhere)));
    }

    public static async Task<IResult> RevokeAsync([FromForm] string? site, [FromForm] string? id, GatewayAdmin gateways, GatewayQuery query, SyntheticsConfiguration synthetics, HttpContext context)
    {
        if (GatewayPages.SiteOf(synthetics, site) is not { } known || !GatewayPages.IsId(id))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var answers = await Task.WhenAll(known.Gateways.Select(address => gateways.RevokeAsync(address, id!, GatewayPages.ActorOf(context), context.RequestAborted)));
        return await GatewayPages.EndAsync([.. answers.Where(answer => answer.Status != StatusCodes.Status404NotFound)], query, context);
    }
}
