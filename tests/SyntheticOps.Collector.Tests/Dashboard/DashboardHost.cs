using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Access;
using SyntheticOps.Collector.Alerting;
using SyntheticOps.Collector.Api;
using SyntheticOps.Collector.Dashboard;
using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Gateways;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Receiving;
using SyntheticOps.Collector.StatusPage;
using SyntheticOps.Collector.Storage;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.Collector.Tests.Storage;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Collector.Tests.Dashboard;

/// <summary>The collector as Program.cs composes it, in this process on a free port, with a stub of its gateway.</summary>
internal sealed class DashboardHost : IAsyncDisposable
{
    public const string Key = "operatorkeyoperatorkeyoperatorkey";

    private readonly TemporaryFolder _folder;
    private readonly WebApplication _app;

    private DashboardHost(TemporaryFolder folder, StubGateway gateway, WebApplication app) => (_folder, Gateway, _app) = (folder, gateway, app);

    public StubGateway Gateway { get; }

    public required ShiftedClock Clock { get; init; }

    public IServiceProvider Services => _app.Services;

    public Uri Url => new(_app.Urls.First());

    public string DataFolder => _folder.File("data");

    public ITelemetryWriter Telemetry => Services.GetRequiredService<ITelemetryWriter>();

    /// <param name="settings">Configuration besides the host's own.</param>
    public static Task<DashboardHost> StartAsync(params IEnumerable<(string Key, string Value)> settings) => StartAsync(StubGateway.NoWebhooks, settings);

    /// <param name="webhooks">What the gateway keeps from the first look on.</param>
    /// <param name="settings">Configuration besides the host's own.</param>
    public static async Task<DashboardHost> StartAsync(string webhooks, IEnumerable<(string Key, string Value)> settings)
    {
        var folder = new TemporaryFolder();
        var gateway = await StubGateway.StartAsync(Key);
        gateway.Webhooks = webhooks;
        await File.WriteAllTextAsync(folder.File("synthetics.yaml"), Synthetics(gateway.Url));
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = folder.Path, EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [Names.Env.Data] = folder.File("data"),
            [Names.Env.Config] = folder.File("synthetics.yaml"),
            [Names.Env.OperatorKey] = Key,
            ["urls"] = "http://127.0.0.1:0",
            ["Dashboard:TimeZone"] = "Europe/Paris",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Logging.ClearProviders();
        var host = new DashboardHost(folder, gateway, Compose(builder, out var clock)) { Clock = clock };
        await host._app.StartAsync();
        return host;
    }

    public async Task StopAsync() => await _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Gateway.DisposeAsync();
        _folder.Dispose();
    }

    private static WebApplication Compose(WebApplicationBuilder builder, out ShiftedClock clock)
    {
        clock = new ShiftedClock();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.AddServiceDefaults(exportOtlp: false);
        builder.AddSynthetics();
        builder.AddStorage();
        builder.AddReceiving();
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
    }

    private static string Synthetics(string gateway) => $$"""
        sites:
          parfumerie:
            url: http://secret-host.internal:5080
            name: THE PARFUMERIEE
            languages: [fr, en]
            locations: [local]
            gateways: ["{{gateway}}"]
            maintenance:
              automatic: {severity: critical}
              windows:
                nightly: {cron: 0 3 * * SUN, zone: Europe/Paris, for: 30m, reason: backup}
        defaults:
          every: 60s
          timeout: 10s
          confirm: {failures: 2, successes: 2, recheck: 5s}
        checks:
          home:
            http: {path: /}
          headers:
            headers: {path: /}
          checkout:
            journey: journeys/checkout.yaml
            scenario: payment
        """;
}
