using SyntheticOps.Collector.Access;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Collector.Api;

internal static class ApiExtensions
{
    public const string Prefix = "/api/v1";

    public static IServiceCollection AddApi(this IServiceCollection services) => services
        .AddSingleton<LongPoll>()
        .AddSingleton<IncidentList>();

    /// <summary>The operating API (contracts.md section 8): operator key, problem+json, no redirects, never cached.</summary>
    public static WebApplication MapApi(this WebApplication app)
    {
        var api = app.MapGroup(Prefix)
            .RequireListener(Names.Listeners.Http)
            .RequireAuthorization(AccessExtensions.OperatorPolicy)
            .DisableAntiforgery();
        api.AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return next(context);
        });
        api.MapIncidents();
        api.MapDrills();
        return app;
    }
}
