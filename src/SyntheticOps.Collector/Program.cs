using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Access;
using SyntheticOps.Collector.Alerting;
using SyntheticOps.Collector.Api;
using SyntheticOps.Collector.Dashboard;
using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Forwarding;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Receiving;
using SyntheticOps.Collector.Storage;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

return await Launch.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults(exportOtlp: false);
    builder.AddSynthetics();
    builder.AddStorage();
    builder.AddReceiving();
    builder.AddForwarding();
    builder.AddAccess();
    builder.AddDashboard();
    builder.Services.AddDetection().AddIncidents().AddAlerting().AddApi();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    app.UseAccess();
    app.MapReceiving();
    app.MapApi();
    app.MapDashboard();
    return app;
});
