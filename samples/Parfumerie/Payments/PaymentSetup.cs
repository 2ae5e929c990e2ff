using Microsoft.Extensions.Options;
using SyntheticOps.ServiceDefaults.Configuration;

namespace Parfumerie.Payments;

/// <summary>Registers Stripe's client and the webhook's verifier.</summary>
internal static class PaymentSetup
{
    public static WebApplicationBuilder AddPayments(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<StripeOptions>()
            .BindConfiguration(StripeOptions.Section, options => options.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton(provider => StripeKeys.Read(builder.Configuration, provider.GetRequiredService<DataFolder>()));
        services.AddSingleton<ShopAddress>();
        services.AddSingleton<IWebhookSignature, StripeSignature>();
        services.AddSingleton<PaymentEventRepository>();
        services.AddHttpClient<StripeClient>((provider, http) =>
        {
            var options = provider.GetRequiredService<IOptions<StripeOptions>>().Value;
            http.BaseAddress = options.Api ?? provider.GetRequiredService<ShopAddress>().Own;
            http.Timeout = TimeSpan.FromSeconds(options.TimeoutS);
        }).ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // The fake on loopback is never behind a proxy.
            UseProxy = provider.GetRequiredService<IOptions<StripeOptions>>().Value.Api is { IsLoopback: false },
        });
        return builder;
    }
}
