using Microsoft.Extensions.Options;
using Parfumerie.Payments;

namespace Parfumerie.Stripe;

/// <summary>The fake of Stripe's API, which the shop uses unless `Stripe:Api` names another.</summary>
internal static class StripeSetup
{
    public static WebApplicationBuilder AddStripeFake(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<StripeStore>();
        services.AddSingleton<IntentRepository>();
        services.AddSingleton<EventRepository>();
        services.AddSingleton<WebhookBell>();
        services.AddHostedService<WebhookSender>();
        services.AddHttpClient(WebhookSender.Client, http => http.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
        return builder;
    }

    /// <summary>Not mapped when the shop pays at the real one.</summary>
    public static void MapStripeFake(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<IOptions<StripeOptions>>().Value.Api is not null)
        {
            return;
        }

        var api = routes.MapGroup("/v1").AddEndpointFilter<RouteGroupBuilder, ApiKeyFilter>();
        api.MapIntents();
        api.MapEvents();
    }
}
