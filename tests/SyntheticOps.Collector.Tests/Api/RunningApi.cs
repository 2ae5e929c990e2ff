using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Access;
using SyntheticOps.Collector.Alerting;
using SyntheticOps.Collector.Api;
using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.Collector.Tests.Storage;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Tests.Api;

/// <summary>The collector as it runs, with its own workers, on a port of its own.</summary>
internal sealed class RunningApi : IAsyncDisposable
{
    public const string Key = "operatorOperatorOperator0123456789";

    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _app;
    private int _spans;

    private RunningApi()
    {
        File.WriteAllText(
            _folder.File("synthetics.yaml"),
            """
            sites:
              shop: {url: "https://shop.example", name: The shop, drill: true}
              real: {url: "https://real.example"}
            defaults: {every: 1h, confirm: {failures: 2, successes: 2, recheck: 5s}}
            checks: {home: {site: shop, http: {path: /}}, start: {site: real, http: {path: /}}}
            """);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = _folder.Path });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [Names.Env.Config] = _folder.File("synthetics.yaml"),
            [Names.Env.Data] = _folder.File("data"),
            [Names.Env.OperatorKey] = Key,
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults();
        builder.AddSynthetics();
        builder.AddStorage();
        builder.AddAccess();
        builder.Services.AddDetection().AddAlerting().AddIncidents().AddApi();
        _app = builder.Build();
        _app.UseAccess();
        _app.MapApi();
    }

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public static async Task<RunningApi> StartAsync()
    {
        var api = new RunningApi();
        await api._app.StartAsync(TestContext.Current.CancellationToken);
        api.Client.BaseAddress = new Uri(api._app.Urls.Single());
        api.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return api;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Two runs of `home` with that outcome, as a receiver stores them; the worker does the rest.</summary>
    public async Task RunTwiceAsync(Outcome outcome)
    {
        for (var run = 0; run < 2; run++)
        {
            var id = ++_spans;
            var sample = Samples.Run(id, "home", outcome, TimeProvider.System.GetUtcNow(), 0);
            await Get<ITelemetryWriter>().AppendAsync(
                Samples.Batch(sample with
                {
                    Attributes = new AttributeSet(new Dictionary<string, object>(sample.Attributes)
                    {
                        [SyntheticTelemetry.Attributes.SiteName] = "shop",
                        [SyntheticTelemetry.Attributes.OutcomeReason] = Reasons.ResponseStatus,
                        [SyntheticTelemetry.Attributes.ServerAddress] = "shop.example",
                    }),
                }),
                TestContext.Current.CancellationToken);
        }
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync("/api/v1/" + path, TestContext.Current.CancellationToken);

    public async Task<JsonElement> ReadAsync(string path)
    {
        using var response = await GetAsync(path);
        response.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
    }

    public Task<HttpResponseMessage> PostAsync(string path, string json) => Client.PostAsync(
        "/api/v1/" + path, new StringContent(json, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
