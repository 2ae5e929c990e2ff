using Microsoft.Extensions.Options;
using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Gateway.Webhooks;

internal static class WebhookExtensions
{
    /// <summary>The webhook buffer: routes, store in the data folder, replay.</summary>
    public static void AddWebhooks(this WebApplicationBuilder builder, DataFolder data)
    {
        var services = builder.Services;
        services.AddOptions<WebhookOptions>()
            .BindConfiguration(WebhookOptions.Section, options => options.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>();
        services.AddSingleton<IWebhookScheme, StripeScheme>();
        services.AddSingleton<WebhookRoutes>();
        services.AddSingleton(provider => new WebhookStore(
            new WebhookFolder(data.Folder("webhooks")),
            provider.GetRequiredService<IOptions<WebhookOptions>>().Value.MaximumBytes,
            provider.GetRequiredService<ILogger<WebhookStore>>()));
        services.AddSingleton<WebhookIntake>();
        services.AddSingleton<WebhookDelivery>();
        services.AddSingleton<WebhookReplayer>();
        services.AddHostedService(provider => provider.GetRequiredService<WebhookReplayer>());
    }
}
