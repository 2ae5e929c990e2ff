using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Running;
using SyntheticOps.Prober.Browser;
using SyntheticOps.Prober.Journeys;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

return await Launch.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddProbeDefaults();
    builder.AddSynthetics();
    builder.AddCheckRunner("prober");
    builder.AddCheckScheduler(concurrency: Math.Max(1, Environment.ProcessorCount - 1));
    builder.Services.AddBrowser();
    builder.Services.AddCheckType<JourneyCheckType>();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    return app;
});
