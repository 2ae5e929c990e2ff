using SyntheticOps.Checks.Running;

namespace SyntheticOps.Prober.Browser;

/// <summary>Registers the shared browser.</summary>
public static class BrowserExtensions
{
    /// <summary>The browser, its health and the sweep of orphans. The data folder, when there is one, keeps the notes of running browsers.</summary>
    public static IServiceCollection AddBrowser(this IServiceCollection services)
    {
        services.AddSingleton(provider => BrowserSettings.From(
            provider.GetRequiredService<IConfiguration>(), provider.GetService<DataFolderSlot>()?.Folder?.Folder("browsers")));
        services.AddSingleton<BrowserHost>();
        services.AddHostedService<OrphanSweep>();
        services.AddHealthChecks().AddCheck<BrowserHealth>("browser");
        return services;
    }
}
