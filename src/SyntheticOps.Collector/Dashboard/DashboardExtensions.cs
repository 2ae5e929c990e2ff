using SyntheticOps.Collector.Access;
using SyntheticOps.Collector.Dashboard.Checks;
using SyntheticOps.Collector.Dashboard.Gateways;
using SyntheticOps.Collector.Dashboard.Overview;
using SyntheticOps.Collector.Dashboard.Slots;
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
        services.AddScoped<PageContext>();
        services.AddScoped<IconSet>();
        services.AddSingleton<SlotCache>();
        services.AddSingleton<BoardQuery>();
        services.AddSingleton<CheckRowsQuery>();
        services.AddSingleton<OverviewQuery>();
        services.AddSingleton<GatewayAdmin>();
        services.AddHttpClient(GatewayAdmin.ClientName, client =>
            {
                client.Timeout = TimeSpan.FromSeconds(2);
                client.MaxResponseContentBufferSize = GatewayAdmin.MaxAnswer;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
        return builder;
    }

    public static WebApplication MapDashboard(this WebApplication app)
    {
        app.MapGet("/assets/{name}", Asset.Get).AllowAnonymous().RequireListener(Names.Listeners.Http);
        app.MapPost("/preferences", Preferences.Keep).AllowAnonymous().RequireFormToken().RequireListener(Names.Listeners.Http);
        var pages = app.MapGroup("").RequireListener(Names.Listeners.Http).AddEndpointFilter(FrameFilter.LoadAsync);
        pages.MapGet("/", async (OverviewQuery query, CancellationToken token) => Page.Of<OverviewPage>(await query.GetAsync(token)));
        return app;
    }
}
