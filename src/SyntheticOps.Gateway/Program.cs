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

    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddGateway();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    app.MapGateway();
    return app;
});
