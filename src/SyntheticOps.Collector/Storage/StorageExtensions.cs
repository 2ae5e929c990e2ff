using SyntheticOps.Collector.Storage.Artifacts;
using SyntheticOps.Collector.Storage.Migrations;
using SyntheticOps.Collector.Storage.Retention;
using SyntheticOps.Collector.Storage.Sqlite;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Collector.Storage;

/// <summary>The store: data folder, SQLite, telemetry, artifacts, retention.</summary>
internal static class StorageExtensions
{
    private const string Service = "collector";

    public static WebApplicationBuilder AddStorage(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(provider => DataFolder.Open(provider.GetRequiredService<IConfiguration>(), Service));
        services.AddSingleton<StoreFile>();
        services.AddSingleton<StoreWriter>();
        services.AddSingleton<IStoreWriter>(provider => provider.GetRequiredService<StoreWriter>());
        services.AddSingleton<IStoreReader, StoreReader>();
        services.AddHostedService<StoreOpening>();
        services.AddHealthChecks().AddCheck<StoreHealth>("store");

        services.AddMigration<TelemetryTables>();
        services.AddMigration<AttackIndex>();
        services.AddMigration<MessageParts>();
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<ITelemetryWriter, TelemetryWriter>();
        services.AddSingleton<ITelemetryReader, TelemetryReader>();
        services.AddSingleton<IArtifactStore, ArtifactStore>();

        services.AddOptions<RetentionOptions>()
            .BindConfiguration(RetentionOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddHostedService<RetentionWorker>();
        return builder;
    }
}
