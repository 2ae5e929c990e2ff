using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Access;
using SyntheticOps.Collector.Alerting;
using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Receiving;
using SyntheticOps.Collector.Storage;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.Collector.Tests.Storage;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Collector.Tests.Receiving.Heartbeats;

/// <summary>The collector's receivers, store and incidents on a port of their own, with one job that is expected daily.</summary>
internal sealed class HeartbeatHost : IAsyncDisposable
{
    public const string Secret = "nightlybackupsecret0123456789";

    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _app;

    public HeartbeatHost(string secret = Secret)
    {
        File.WriteAllText(
            _folder.File("synthetics.yaml"),
            """
            sites: {shop: {url: "https://shop.example", locations: [paris]}}
            checks:
              nightly: {heartbeat: {expects: 1d, grace: 2h, secret: "${NIGHTLY_SECRET}"}, scenario: data-loss}
              home: {http: {path: /}, every: 1h}
            """);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = _folder.Path });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [Names.Env.Config] = _folder.File("synthetics.yaml"),
            [Names.Env.Data] = _folder.File("data"),
            ["NIGHTLY_SECRET"] = secret,
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults();
        builder.AddSynthetics();
        builder.AddStorage();
        builder.AddReceiving();
        builder.AddAccess();
        builder.Services.AddDetection().AddAlerting().AddIncidents();
        _app = builder.Build();
        _app.UseAccess();
    }

    public HttpClient Client { get; } = new();

    public static async Task<HeartbeatHost> StartAsync()
    {
        var host = new HeartbeatHost();
        host.Map();
        await host._app.StartAsync(TestContext.Current.CancellationToken);
        host.Client.BaseAddress = new Uri(host._app.Urls.Single());
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        return host;
    }

    /// <summary>Maps the endpoints, which reads the secrets.</summary>
    public void Map() => _app.MapReceiving();

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent? content = null) =>
        Client.PostAsync("/api/v1/heartbeats/" + path, content, TestContext.Current.CancellationToken);

    public async Task<RunRecord> RunOfAsync(HttpResponseMessage answer)
    {
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<Dictionary<string, string>>(TestContext.Current.CancellationToken);
        return (await _app.Services.GetRequiredService<ITelemetryReader>().GetRunAsync(body!["run"], TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    public async Task<IReadOnlyList<Incident>> IncidentsAsync() => (await _app.Services.GetRequiredService<IIncidentReader>()
        .FindAsync(new IncidentQuery(), TestContext.Current.CancellationToken)).Items;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
