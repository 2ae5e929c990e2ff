using SyntheticOps.Checker;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Running;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

return await Launch.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddProbeDefaults();
    builder.AddSynthetics();
    builder.AddCheckRunner("checker");
    builder.AddCheckScheduler(concurrency: 20);
    builder.Services.AddCheckerTypes();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    return app;
});
