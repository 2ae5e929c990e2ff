using SyntheticOps.Gateway.Hosting;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

return await Launch.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddGateway();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    app.MapGateway();
    return app;
});
