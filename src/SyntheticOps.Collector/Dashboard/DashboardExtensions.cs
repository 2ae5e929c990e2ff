using System.Text.Encodings.Web;
using System.Text.Unicode;
using SyntheticOps.Collector.Access;
using SyntheticOps.Collector.Dashboard.Checks;
using SyntheticOps.Collector.Dashboard.Gateways;
using SyntheticOps.Collector.Dashboard.Incidents;
using SyntheticOps.Collector.Dashboard.Overview;
using SyntheticOps.Collector.Dashboard.Runs;
using SyntheticOps.Collector.Dashboard.Slots;
using SyntheticOps.Collector.Dashboard.Traces;
using SyntheticOps.Collector.Dashboard.Watch;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Collector.Dashboard;

/// <summary>The server-rendered pages.</summary>
internal static class DashboardExtensions
{
    public static WebApplicationBuilder AddDashboard(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<DashboardOptions>()
            .BindConfiguration(DashboardOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .Validate(
                options => options.TimeZone is null || TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _),
                $"{DashboardOptions.Section}:{nameof(DashboardOptions.TimeZone)}: this machine knows no such time zone; expected an IANA name such as Europe/Paris.")
            .ValidateOnStart();
        services.AddRazorComponents();
        services.AddWebEncoders(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All)); // é is not &#xE9;
        services.AddScoped<PageContext>();
        services.AddScoped<IconSet>();
        services.AddSingleton<SlotCache>();
        services.AddSingleton<BoardQuery>();
        services.AddSingleton<CheckRowsQuery>();
        services.AddSingleton<OverviewQuery>();
        services.AddSingleton<ChecksQuery>();
        services.AddSingleton<RunPageQuery>();
        services.AddSingleton<TracesQuery>();
        services.AddSingleton<GatewayQuery>();
        return builder;
    }

    public static WebApplication MapDashboard(this WebApplication app)
    {
        app.MapGet("/assets/{name}", Asset.Get).AllowAnonymous().RequireListener(Names.Listeners.Http);
        app.MapPost("/preferences", Preferences.Keep).AllowAnonymous().RequireFormToken().RequireListener(Names.Listeners.Http);
        var pages = app.MapGroup("").RequireListener(Names.Listeners.Http).AddEndpointFilter(FrameFilter.LoadAsync);
        pages.MapGet("/", async (OverviewQuery query, CancellationToken token) => Page.Of<OverviewPage>(await query.GetAsync(token)));
        MapReading(pages);
        MapIncidents(pages);
        MapGateways(pages);
        return app;
    }

    private static void MapReading(RouteGroupBuilder pages)
    {
        pages.MapGet("/checks", async (string? after, ChecksQuery query, CancellationToken token) =>
            Page.Of<ChecksPage>(await query.GetAllAsync(after, token)));
        pages.MapGet("/checks/{name}", async (string name, string? range, string? outcome, string? after, ChecksQuery query, CancellationToken token) =>
            Found<CheckPage>(await query.GetAsync(name, range, outcome == "down", after, token)));
        pages.MapGet("/runs/{id}", async (string id, RunPageQuery query, CancellationToken token) => Found<RunPage>(await query.GetAsync(id, token)));
        pages.MapGet("/artifacts/{run}/{name}", ArtifactDownload.GetAsync);
        pages.MapGet("/traces", async (string? text, string? service, string? errors, string? min, string? range, string? after, TracesQuery query, CancellationToken token) =>
            Page.Of<TracesPage>(await query.FindAsync(TraceFilter.Of(text, service, errors, min, range), after, token)));
        pages.MapGet("/traces/{id}", async (string id, TracesQuery query, CancellationToken token) => Found<TracePage>(await query.GetAsync(id, token)));
    }

    private static void MapIncidents(RouteGroupBuilder pages)
    {
        pages.MapGet("/incidents", IncidentPages.ListAsync);
        pages.MapGet("/incidents/{id}", IncidentPages.ShowAsync);
        pages.MapGet("/incidents/{id}/report", IncidentPages.ReportAsync);
        pages.MapPost("/incidents/{id}/acknowledge", IncidentPages.AcknowledgeAsync).RequireFormToken();
        pages.MapPost("/incidents/{id}/notes", IncidentPages.AddNoteAsync).RequireFormToken();
        pages.MapPost("/incidents/{id}/resolve", IncidentPages.ResolveAsync).RequireFormToken();
    }

    private static void MapGateways(RouteGroupBuilder pages)
    {
        pages.MapGet("/gateway", GatewayPages.ShowAsync);
        pages.MapPost("/gateway", SwitchForm.PostAsync).RequireFormToken();
        pages.MapPost("/gateway/undo", SwitchForm.UndoAsync).RequireFormToken();
        pages.MapPost("/gateway/windows", WindowForm.PlanAsync).RequireFormToken();
        pages.MapPost("/gateway/windows/cancel", WindowForm.CancelAsync).RequireFormToken();
        pages.MapPost("/gateway/staff", StaffForm.IssueAsync).RequireFormToken();
        pages.MapPost("/gateway/staff/revoke", StaffForm.RevokeAsync).RequireFormToken();
        pages.MapPost("/gateway/webhooks", WebhookForm.ReplayAsync).RequireFormToken();
        pages.MapPost("/gateway/webhooks/delete", WebhookForm.DeleteAsync).RequireFormToken();
    }

    private static IResult Found<TPage>(object? model)
        where TPage : Microsoft.AspNetCore.Components.IComponent => model is null ? Results.NotFound() : Page.Of<TPage>(model);
}
