using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Dashboard;

/// <summary>Loads what the frame around a page shows, before the page.</summary>
internal static class FrameFilter
{
    /// <summary>Nothing heard for so long: the foot says so instead of `up`.</summary>
    private static readonly TimeSpan QuietAfter = TimeSpan.FromMinutes(2);

    public static async ValueTask<object?> LoadAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (HttpMethods.IsGet(context.HttpContext.Request.Method))
        {
            await LoadAsync(context.HttpContext);
        }

        return await next(context);
    }

    public static async Task LoadAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var token = context.RequestAborted;
        var open = await services.GetRequiredService<IIncidentReader>().FindAsync(new IncidentQuery { State = "unresolved", Limit = 100 }, token);
        var runs = await services.GetRequiredService<ITelemetryReader>().GetLatestRunsAsync(token);
        var page = services.GetRequiredService<PageContext>();
        DateTimeOffset? last = runs.Count == 0 ? null : runs.Max(run => run.ReceivedAt);
        page.Frame = new Frame(
            open.Items.Count,
            last,
            services.GetRequiredService<SyntheticsConfiguration>().Sites.Values.Any(site => site.Gateways.Count > 0),
            last is null || page.Now - last > QuietAfter);
    }
}
