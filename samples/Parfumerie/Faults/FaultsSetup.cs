using Microsoft.Extensions.DependencyInjection.Extensions;
using Parfumerie.Data;
using Parfumerie.Faults.Kinds;
using Parfumerie.Payments;
using SyntheticOps.ServiceDefaults;

namespace Parfumerie.Faults;

/// <summary>Ways to break the shop (contracts.md section 7). Outside the Development environment none of this exists.</summary>
internal static class FaultsSetup
{
    public static WebApplicationBuilder AddFaults(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
        {
            return builder;
        }

        var services = builder.Services;
        services.AddSingleton<IFault, StatusFault>();
        services.AddSingleton<IFault, HangFault>();
        services.AddSingleton<IFault, DelayFault>();
        services.AddSingleton<IFault, CloseFault>();
        services.AddSingleton<IFault, WebhookFault>();
        services.AddSingleton<IFault, DatabaseDownFault>();
        services.AddSingleton<IFault, DeleteOrdersFault>();
        services.AddSingleton<IFault, DeleteProductsFault>();
        services.AddSingleton<IFault, DeleteImagesFault>();
        services.AddSingleton<IFault, HeaderFault>();
        services.AddSingleton<IFault, ScriptFault>();
        services.AddSingleton<IFault, CertificateFault>();
        services.AddSingleton<IFault, FailedLoginsFault>();

        services.AddSingleton<FaultBoard>();
        services.AddSingleton<FaultSession>();
        services.AddSingleton<RowKeeper>();
        services.AddHostedService<FaultRecovery>();
        services.AddHttpContextAccessor();
        services.Replace(ServiceDescriptor.Singleton<IWebhookSignature>(provider => new FaultySignature(
            ActivatorUtilities.CreateInstance<StripeSignature>(provider), provider.GetRequiredService<FaultBoard>())));
        services.Replace(ServiceDescriptor.Singleton<IShopDatabase>(provider => new TracedDatabase(
            ActivatorUtilities.CreateInstance<FaultyDatabase>(provider, provider.GetRequiredService<ShopDatabase>()),
            provider.GetRequiredService<ISqlDialect>(),
            provider.GetRequiredService<TimeProvider>())));
        return builder;
    }

    /// <summary>Before the shop's pipeline: faults that change what it writes.</summary>
    public static void UseOuterFaults(this WebApplication app) => app.UseFaults(outermost: true);

    /// <summary>After the shop's pipeline, before its pages: every other fault. The panel comes with them.</summary>
    public static void UseInnerFaults(this WebApplication app)
    {
        app.UseFaults(outermost: false);
        if (app.Environment.IsDevelopment())
        {
            var group = app.MapGroup(Names.Routes.Faults).AddEndpointFilter<RouteGroupBuilder, FaultGuard>();
            group.MapFaultPanel();
            group.MapFaultApi();
        }
    }

    private static void UseFaults(this WebApplication app, bool outermost)
    {
        if (app.Environment.IsDevelopment())
        {
            app.UseMiddleware<FaultMiddleware>(outermost);
        }
    }
}
