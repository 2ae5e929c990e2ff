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
    builder.AddCheckScheduler(BrowserSettings.From(builder.Configuration).Concurrency(Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes));
    builder.Services.AddBrowser();
    builder.Services.AddCheckType<JourneyCheckType>();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    return app;
});
