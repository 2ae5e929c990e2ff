using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using SyntheticOps.Gateway.Hosting;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Tests;

/// <summary>The whole gateway on Kestrel, ports chosen by the system.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    public const string OperatorKey = "OperatorKeyOfTheTests0123456789";
    public const string ProbeKey = "ProbeKeyOfTheTests0123456789abc";

    private readonly WebApplication _app;

    private RunningGateway(WebApplication app, LogSink logs)
    {
        (_app, Logs) = (app, logs);
        var urls = app.Urls.ToArray(); // in the order of the endpoint names: admin, http
        Admin = new HttpClient { BaseAddress = new Uri(urls[0]) };
        Admin.DefaultRequestHeaders.Authorization = new("Bearer", OperatorKey);
        Customer = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(urls[1].Replace("[::]", "127.0.0.1", StringComparison.Ordinal)) };
    }

    public HttpClient Admin { get; }

    public HttpClient Customer { get; }

    public LogSink Logs { get; }

    public IServiceProvider Services => _app.Services;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Builds without starting, so that a test sees what stops the start.</summary>
    public static WebApplication Build(string data, LogSink logs, TimeProvider? clock, params string[] settings)
    {
        string[] args =
        [
            "--Kestrel:Endpoints:http:Url=http://127.0.0.1:0", "--Kestrel:Endpoints:admin:Url=http://127.0.0.1:0",
            $"--{Names.Env.Data}={data}", $"--{Names.Env.OperatorKey}={OperatorKey}", $"--{Names.Env.ProbeKey}={ProbeKey}",
            "--Customers:ConnectionsPerAddress=2000", "--Page:Name=THE PARFUMERIEE", "--Page:Contact=bonjour@parfumerie.example",
            .. settings.Select(setting => "--" + setting),
        ];
        var root = settings.FirstOrDefault(setting => setting.StartsWith("contentRoot=", StringComparison.Ordinal))?["contentRoot=".Length..] ?? data; // never a folder whose appsettings.json somebody else may write
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. args, "--hostBuilder:reloadConfigOnChange=false"], ContentRootPath = root, EnvironmentName = "Production" });
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.AddServiceDefaults();
        if (clock is not null)
        {
            builder.Services.Replace(ServiceDescriptor.Singleton(clock));
        }

        builder.AddGateway();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGateway();
        return app;
    }

    public static async Task<RunningGateway> StartAsync(TempFolder data, string upstream, TimeProvider? clock = null, params string[] settings)
    {
        var logs = new LogSink();
        var app = Build(data.Path, logs, clock, [$"services:parfumerie:http:0={upstream}", .. settings]);
        await app.StartAsync(Token);
        return new RunningGateway(app, logs);
    }

    public async Task<HttpResponseMessage> PutAsync(object change, string actor = "user:anna", string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Names.Routes.Maintenance) { Content = JsonContent.Create(change) };
        request.Headers.Add(Names.Headers.Actor, actor);
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await Admin.SendAsync(request, Token);
    }

    public async Task SwitchAsync(string mode, string actor = "user:anna") =>
        (await PutAsync(new { mode, reason = "test" }, actor)).EnsureSuccessStatusCode();

    public Task<JsonElement> StateAsync() => Admin.GetFromJsonAsync<JsonElement>(Names.Routes.Maintenance, Token);

    public async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Customer.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        Customer.Dispose();
        await _app.DisposeAsync();
    }
}
