using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Guard.Addresses;
using SyntheticOps.Gateway.Guard.Attacks;
using SyntheticOps.Gateway.Guard.Connections;
using SyntheticOps.Gateway.Guard.Lists;
using SyntheticOps.Gateway.Guard.Rates;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Gateway.Guard;

internal static class GuardExtensions
{
    /// <summary>Lists, limits, and what notices attacks.</summary>
    public static void AddGuard(this WebApplicationBuilder builder, DataFolder data)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<GuardOptions>, GuardOptionsValidator>();
        services.AddOptions<GuardOptions>()
            .BindConfiguration(GuardOptions.Section, options => options.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<GuardOptions>>().Value.Lists);
        services.AddSingleton(new ListStore(data.File("blocks.json")));
        services.AddSingleton<ProtectedRanges>();
        services.AddSingleton<ConnectionShares>();
        services.AddSingleton<ResetWatch>();
        services.AddSingleton<OpenConnections>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(provider => provider.GetRequiredService<OpenConnections>());
        services.AddSingleton<AddressLists>();
        services.AddSingleton<ListFiles>();
        services.AddSingleton<IBeforeStart>(provider => provider.GetRequiredService<ListFiles>());
        services.AddHostedService(provider => provider.GetRequiredService<ListFiles>());
        services.AddSingleton<RateLimits>();
        services.AddSingleton<AutomaticBlocks>();
        services.AddSingleton<AttackSignals>();
        services.AddSingleton<LoginWatch>();
        services.AddSingleton<ScannerWatch>();
        services.AddHostedService<AttackWorker>();
        services.AddHostedService<AfterFlood>();
        services.AddSingleton<RefusalAnswers>();
    }

    /// <summary>The address first, because everything after it goes by it.</summary>
    public static void UseGuard(this WebApplication app) => app.UseMiddleware<GuardGate>();

    public static void UseClientAddress(this WebApplication app) => app.UseMiddleware<ClientAddress>();
}
