using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Parfumerie.Faults.Kinds;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace Parfumerie.Tests.Faults;

/// <summary>The shop in the Development environment on ports chosen by the system, with a customer, an operator, and its server spans.</summary>
public sealed class BrokenShop : IAsyncLifetime
{
    public const string OperatorKey = "OperatorKeyOfTheTests0123456789";

    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly ActivityListener _listener;
    private readonly MeterListener _meters = new();
    private WebApplication _app = null!;
    private long _active;

    public BrokenShop()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public string Data { get; private set; } = Directory.CreateTempSubdirectory("parfumerie-test").FullName;

    public HttpClient Customer { get; private set; } = null!;

    public HttpClient Operator { get; private set; } = null!;

    public Uri Secure { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => StartAsync("Development");

    public async ValueTask StartAsync(string environment)
    {
        _app = Program.Build(
        [
            $"--environment={environment}", "--Kestrel:Endpoints:http:Url=http://127.0.0.1:0", "--Kestrel:Endpoints:https:Url=https://127.0.0.1:0",
            $"--{Names.Env.Data}={Data}", $"--{Names.Env.OperatorKey}={OperatorKey}", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.AspNetCore=None",
        ]);
        _meters.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "http.server.active_requests" && instrument.Meter.Scope == _app.Services.GetRequiredService<IMeterFactory>())
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((_, change, tags, _) => Interlocked.Add(ref _active, tags.Contains(new("http.request.method", "GET")) ? change : 0));
        _meters.Start();
        await _app.StartAsync(CancellationToken.None);
        var url = new Uri(_app.Urls.Single(each => each.StartsWith("http:", StringComparison.Ordinal)));
        Secure = new Uri(_app.Urls.Single(each => each.StartsWith("https:", StringComparison.Ordinal)));
        Customer = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = url };
        Operator = new HttpClient { BaseAddress = url };
        Operator.DefaultRequestHeaders.Authorization = new("Bearer", OperatorKey);
        _app.Configuration["services:gateway:http:0"] = url.ToString();
    }

    public async Task StopAsync()
    {
        Customer.Dispose();
        Operator.Dispose();
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _listener.Dispose();
        _meters.Dispose();
        Directory.Delete(Data, recursive: true);
    }

    public async Task<JsonElement> BreakAsync(string name, object? parameters = null, string? lasting = null)
    {
        var answer = await Operator.PutAsJsonAsync($"/_faults/{name}", new { @params = parameters ?? new { }, @for = lasting ?? "10m" }, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    public async Task RepairAsync(string? name = null) =>
        (await Operator.DeleteAsync(name is null ? "/_faults" : $"/_faults/{name}", Token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

    public async Task<HttpStatusCode> CodeAsync(string path)
    {
        using var answer = await Customer.GetAsync(path, Token);
        return answer.StatusCode;
    }

    public Task<string> TextAsync(string path) => Customer.GetStringAsync(path, Token);

    /// <summary>Posts the form of a page with its antiforgery token.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var token = FormToken.Find(await TextAsync(page)).ShouldNotBeNull();
        using var form = new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), new("jeton", token)]);
        return await Customer.PostAsync(action, form, Token);
    }

    /// <summary>Fills the basket and places an order; the address of its payment page.</summary>
    public async Task<string> OrderAsync()
    {
        var products = JsonDocument.Parse(await TextAsync("/api/products")).RootElement.GetProperty("products");
        var slug = products[0].GetProperty("slug").GetString()!;
        (await SubmitAsync($"/parfums/{slug}", "/panier", ("slug", slug), ("quantity", "1"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var placed = await SubmitAsync(
            "/commande", "/commande", ("email", "anna@example.com"), ("name", "Anna"), ("address", "1 rue X"), ("postcode", "75001"), ("city", "Paris"));
        placed.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return placed.Headers.Location!.ToString();
    }

    /// <summary>Waits until `synthetic.fault.name` of the last request to that path is this: its span ends shortly after its answer.</summary>
    public Task FaultBecomesAsync(string path, string? name) => EventuallyAsync(() => Task.FromResult(
        SpansOf(path) is [.., var last] && last.GetTagItem(SyntheticTelemetry.Attributes.FaultName) as string == name));

    /// <summary>Waits until a GET has come that is not answered yet.</summary>
    public Task ArrivesAsync() => EventuallyAsync(() => Task.FromResult(Volatile.Read(ref _active) > 0));

    public IReadOnlyList<Activity> SpansOf(string path) => [.. _spans.Where(span =>
        span.GetTagItem(SyntheticTelemetry.Attributes.UrlPath) as string == path
        && Convert.ToInt32(span.GetTagItem(SyntheticTelemetry.Attributes.ServerPort), CultureInfo.InvariantCulture) == Customer.BaseAddress!.Port)];

    /// <summary>Waits until it holds, for at most a minute.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        for (var since = Stopwatch.StartNew(); !await holds();)
        {
            since.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
            await Task.Delay(10, Token);
        }
    }
}
