namespace SyntheticOps.Collector.Storage.Migrations;

internal static class MigrationExtensions
{
    public static IServiceCollection AddMigration<TMigration>(this IServiceCollection services)
        where TMigration : class, IMigration => services.AddSingleton<IMigration, TMigration>();
}
