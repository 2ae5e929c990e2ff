using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

return await Launch.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    return app;
});
