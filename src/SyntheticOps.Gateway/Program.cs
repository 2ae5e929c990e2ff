using SyntheticOps.Gateway.Hosting;
using SyntheticOps.Gateway.Maintenance;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

return await Launch.RunAsync(() =>
{
    if (MaintenanceOnly.IsWanted(args))
    {
        return MaintenanceOnly.Build(args);
    }

    // Our own reload keeps the last good configuration; the framework's empties it when a file is broken.
    var builder = WebApplication.CreateBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
    builder.AddServiceDefaults(onlyWhenExported: true);
    builder.AddGateway();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    app.MapGateway();
    return app;
});
