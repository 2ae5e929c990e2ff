namespace SyntheticOps.Collector.Gateways;

internal static class GatewaysExtensions
{
    /// <summary>The client of the gateways' admin endpoints, and what the collector does there by itself. Needs incidents and the store.</summary>
    public static IServiceCollection AddGateways(this IServiceCollection services)
    {
        services.AddSingleton<GatewayAdmin>();
        services.AddHttpClient(GatewayAdmin.ClientName, client =>
            {
                client.Timeout = TimeSpan.FromSeconds(2);
                client.MaxResponseContentBufferSize = GatewayAdmin.MaxAnswer;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
        services.AddSingleton<GatewayKeeper>().AddSingleton<WebhookWatch>();
        services.AddHostedService<GatewayWorker>();
        return services;
    }
}
