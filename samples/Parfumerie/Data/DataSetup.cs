using SyntheticOps.ServiceDefaults.Configuration;

namespace Parfumerie.Data;

/// <summary>Registers the data folder and the one connection factory.</summary>
internal static class DataSetup
{
    public static WebApplicationBuilder AddShopData(this WebApplicationBuilder builder)
    {
        var folder = DataFolder.Open(builder.Configuration, "parfumerie");
        // A factory, so that the container owns the folder and frees its lock.
        builder.Services.AddSingleton(_ => folder);
        builder.Services.AddSingleton<ISqlDialect>(_ => builder.Configuration.GetConnectionString("shop") is { Length: > 0 } server
            ? new PostgresDialect(server)
            : new SqliteDialect(folder.File("shop.db")));
        builder.Services.AddSingleton<ShopDatabase>();
        builder.Services.AddSingleton<IShopDatabase>(services => new TracedDatabase(
            services.GetRequiredService<ShopDatabase>(),
            services.GetRequiredService<ISqlDialect>(),
            services.GetRequiredService<TimeProvider>()));
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealthCheck>(DatabaseHealthCheck.Name);
        builder.Services.AddHostedService<Housekeeping>();
        return builder;
    }
}
