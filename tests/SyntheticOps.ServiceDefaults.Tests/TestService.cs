using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace SyntheticOps.ServiceDefaults.Tests;

/// <summary>A real service on a free port, with every exported span in memory.</summary>
public sealed class TestService : IAsyncDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();

    private TestService(WebApplication app) => App = app;

    public WebApplication App { get; }

    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    public static async Task<TestService> StartAsync(
        Action<WebApplication>? map = null,
        Action<WebApplicationBuilder>? configure = null,
        Dictionary<string, string?>? settings = null,
        string environment = "Production",
        bool probe = false)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment, ApplicationName = typeof(TestService).Assembly.GetName().Name });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _ = probe ? builder.AddProbeDefaults() : builder.AddServiceDefaults();
        configure?.Invoke(builder);
        TestService? service = null;
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing
            .SetSampler(new AlwaysOnSampler())
            .AddProcessor(new SimpleActivityExportProcessor(new Recorder(span => service?._spans.Enqueue(span)))));
        var app = builder.Build();
        service = new TestService(app);
        app.MapDefaultEndpoints();
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        service.Client.BaseAddress = new Uri(app.Urls.First());
        return service;
    }

    /// <summary>Sends a request and returns the server span it makes, which may end shortly after the answer.</summary>
    public async Task<Activity> SpanOfAsync(HttpRequestMessage request)
    {
        try
        {
            using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException)
        {
            // A handler may break the connection.
        }

        return await Poll.ForAsync(() => _spans.FirstOrDefault(span => span.Kind == ActivityKind.Server && span.IsStopped));
    }

    public Task<Activity> SpanOfAsync(string path) => SpanOfAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public IReadOnlyList<Activity> Spans => [.. _spans];

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
    }

    private sealed class Recorder(Action<Activity> add) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch)
            {
                add(span);
            }

            return ExportResult.Success;
        }
    }
}
