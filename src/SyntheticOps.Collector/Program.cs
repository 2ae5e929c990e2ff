using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Access;
using SyntheticOps.Collector.Alerting;
using SyntheticOps.Collector.Api;
using SyntheticOps.Collector.Dashboard;
using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Forwarding;
using SyntheticOps.Collector.Gateways;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Receiving;
using SyntheticOps.Collector.StatusPage;
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
    builder.Services.AddDetection().AddIncidents().AddGateways().AddAlerting().AddApi().AddStatusPage();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    app.UseAccess();
    app.MapReceiving();
    app.MapAccess();
    app.MapApi();
    app.MapDashboard();
    app.MapStatusPage();
    return app;
});
