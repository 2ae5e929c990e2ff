using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Hosting;
using SyntheticOps.ServiceDefaults.Keys;

namespace SyntheticOps.Collector.Api;

internal static class ApiExtensions
{
    public const string Prefix = "/api/v1";

    public static IServiceCollection AddApi(this IServiceCollection services) => services
        .AddSingleton(provider => new OperatorKeys(new AccessKeys(KeySource.Require(
            provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<DataFolder>(), Names.Env.OperatorKey))))
        .AddSingleton<LongPoll>()
        .AddSingleton<IncidentList>();

    /// <summary>The operating API (contracts.md section 8): operator key, problem+json, no redirects.</summary>
    public static WebApplication MapApi(this WebApplication app)
    {
        var api = app.MapGroup(Prefix)
            .RequireListener(Names.Listeners.Http)
            .AllowAnonymous()
            .DisableAntiforgery()
            .AddEndpointFilter<OperatorKeyFilter>();
        api.MapIncidents();
        api.MapDrills();
        return app;
    }
}
