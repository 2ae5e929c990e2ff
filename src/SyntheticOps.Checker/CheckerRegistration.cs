using SyntheticOps.Checker.Data;
using SyntheticOps.Checker.Dns;
using SyntheticOps.Checker.Headers;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checker.Provider;
using SyntheticOps.Checker.Stripe;
using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.Checker.Tls;
using SyntheticOps.Checker.Webhook;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker;

/// <summary>The check types of the checker; the command line registers the same.</summary>
internal static class CheckerRegistration
{
    public static IServiceCollection AddCheckerTypes(this IServiceCollection services) => services
        .AddSingleton<HttpTransport>()
        .AddCheckType<HttpCheckType>()
        .AddCheckType<HeadersCheckType>()
        .AddSingleton<ChainBuilder>()
        .AddSingleton<TlsCollector>()
        .AddCheckType<TlsCheckType>()
        .AddCheckType<WebhookCheckType>()
        .AddCheckType<StripeCheckType>()
        .AddCheckType<DataCheckType>()
        .AddCheckType<ProviderCheckType>()
        .AddCheckType<DnsCheckType>();
}
