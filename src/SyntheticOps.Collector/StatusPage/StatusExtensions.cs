using SyntheticOps.Collector.Dashboard;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Collector.StatusPage;

/// <summary>The public status page: open to everybody, in the site's own language first.</summary>
internal static class StatusExtensions
{
    public static IServiceCollection AddStatusPage(this IServiceCollection services) => services.AddSingleton<StatusQuery>().AddSingleton<MaintenanceQuery>();

    public static WebApplication MapStatusPage(this WebApplication app)
    {
        var pages = app.MapGroup("").AllowAnonymous().RequireListener(Names.Listeners.Http);
        pages.MapGet("/status", (StatusQuery query, PageContext page, CancellationToken token) => ShowAsync(null, query, page, token));
        pages.MapGet("/status/{site}", (string site, StatusQuery query, PageContext page, CancellationToken token) => ShowAsync(site, query, page, token));
        pages.MapGet("/api/v2/summary.json", async (StatusQuery query, PageContext page, CancellationToken token) =>
            await query.GetAsync(null, token) is { } status ? Results.Json(StatusSummary.Summary(status, page.Words, page.Zone)) : Results.NotFound());
        pages.MapGet("/api/v2/status.json", async (StatusQuery query, PageContext page, CancellationToken token) =>
            await query.GetAsync(null, token) is { } status ? Results.Json(StatusSummary.Status(status, page.Words, page.Zone)) : Results.NotFound());
        return app;
    }

    private static async Task<IResult> ShowAsync(string? site, StatusQuery query, PageContext page, CancellationToken token)
    {
        if (await query.GetAsync(site, token) is not { } status)
        {
            return Results.NotFound();
        }

        page.PreferLanguage(status.Site.Languages.FirstOrDefault(language => language is "fr" or "en") ?? "en");
        return Page.Of<StatusPage>(status);
    }
}
