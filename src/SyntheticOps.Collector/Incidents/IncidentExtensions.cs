using SyntheticOps.Collector.Diagnosis;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Migrations;

namespace SyntheticOps.Collector.Incidents;

internal static class IncidentExtensions
{
    /// <summary>Opens, feeds and resolves incidents. Needs detection, alerting, the store and synthetics.yaml.</summary>
    public static IServiceCollection AddIncidents(this IServiceCollection services)
    {
        services.AddMigration<IncidentSchema>();
        services.AddMigration<SentenceColumns>();
        services.AddSingleton<IncidentChanges>();
        services.AddSingleton<IIncidentReader, IncidentReader>();
        services.AddSingleton<IIncidentActions, IncidentActions>();
        services.AddSingleton<DrillBook>();
        services.AddSingleton<Notices>();
        services.AddSingleton<Diagnostician>();
        services.AddSingleton<Evaluation>();
        services.AddSingleton<ProviderWatch>();
        services.AddSingleton<IncidentPass>();
        services.AddHostedService<IncidentWorker>();
        return services;
    }
}
