using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Gateways;

namespace SyntheticOps.Collector.Dashboard.Gateways;

/// <summary>Plans a maintenance, once or every week, in the zone of the page; and cancels one.</summary>
internal static class WindowForm
{
    private const int MaxMinutes = 7 * 24 * 60;

    private static readonly string[] Days = ["*", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

    public static async Task<IResult> PlanAsync([AsParameters] WindowFields fields, GatewayAdmin gateways, GatewayQuery query, SyntheticsConfiguration synthetics, PageContext page, HttpContext context)
    {
        if (GatewayPages.SiteOf(synthetics, fields.Site) is not { } site || fields.Minutes is null or < 1 or > MaxMinutes)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (Plan(fields, page.Zone) is not var (name, plan))
        {
            return await GatewayPages.RefuseAsync("windows.noTime", StatusCodes.Status422UnprocessableEntity, query, context);
        }

        var answers = await Task.WhenAll(site.Gateways.Select(address => gateways.PlanAsync(address, name, plan, GatewayPages.ActorOf(context), context.RequestAborted)));
        return await GatewayPages.EndAsync(answers, query, context);
    }

    public static async Task<IResult> CancelAsync([FromForm] string? site, [FromForm] string? name, GatewayAdmin gateways, GatewayQuery query, SyntheticsConfiguration synthetics, HttpContext context)
    {
        if (GatewayPages.SiteOf(synthetics, site) is not { } known || !GatewayPages.IsId(name))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var answers = await Task.WhenAll(known.Gateways.Select(address => gateways.CancelAsync(address, name!, GatewayPages.ActorOf(context), context.RequestAborted)));
        var gone = answers.Where(answer => answer.Status != StatusCodes.Status404NotFound).ToList(); // gone already is what was wanted
        return await GatewayPages.EndAsync(gone, query, context);
    }

    /// <summary>Null when the time is none: not written, over, or left out by the clocks that night.</summary>
    internal static (string Name, WindowPlan Plan)? Plan(WindowFields fields, TimeZoneInfo zone)
    {
        var reason = GatewayPages.Text(fields.Reason, 200) ?? "planned on the dashboard";
        var scope = new MaintenanceScope([], GatewayPages.List(fields.Paths), []);
        var length = fields.Minutes!.Value * 60d;
        if (fields.Day is { Length: > 0 } day)
        {
            return Array.IndexOf(Days, day) >= 0 && TimeOnly.TryParseExact(fields.Time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                ? ($"{(day == "*" ? "daily" : day.ToLowerInvariant())}-{time:HHmm}", new WindowPlan($"{time.Minute} {time.Hour} * * {day}", Iana(zone), null, length, reason, scope, [], null))
                : null;
        }

        if (!DateTime.TryParseExact(fields.At, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) || zone.IsInvalidTime(at))
        {
            return null;
        }

        // In the hour that autumn shows twice the first of the two is meant.
        var offset = zone.IsAmbiguousTime(at) ? zone.GetAmbiguousTimeOffsets(at).Max() : zone.GetUtcOffset(at);
        return ($"once-{at:yyyyMMdd-HHmm}", new WindowPlan(null, null, new DateTimeOffset(at, offset).ToUniversalTime(), length, reason, scope, [], null));
    }

    private static string Iana(TimeZoneInfo zone) =>
        zone.HasIanaId ? zone.Id : TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var id) ? id : "UTC";
}

/// <summary>What the form sends.</summary>
/// <param name="At">Date and time of a window that is held once.</param>
/// <param name="Day">MON to SUN, or * for every day; empty: once.</param>
/// <param name="Time">Time of a recurring one.</param>
internal sealed record WindowFields(
    [FromForm] string? Site, [FromForm] string? At, [FromForm] string? Day, [FromForm] string? Time,
    [FromForm] int? Minutes, [FromForm] string? Reason, [FromForm] string? Paths);
