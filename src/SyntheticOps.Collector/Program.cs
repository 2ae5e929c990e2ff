using SyntheticOps.Collector.Storage;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

return await Launch.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddStorage();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    return app;
});
