using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace EndToEnd.Tests.Running;

/// <summary>Somebody with the operator key, who speaks to the operating APIs.</summary>
internal sealed class Operator : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(45) };
    private readonly Addresses _addresses;

    public Operator(Addresses addresses)
    {
        _addresses = addresses;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", addresses.OperatorKey);
        _http.DefaultRequestHeaders.Add("Synops-Actor", "user:e2e");
    }

    public Task BreakAsync(string fault, object parameters, CancellationToken token) =>
        SendAsync(HttpMethod.Put, new Uri(_addresses.Shop, $"/_faults/{fault}"), new { @params = parameters }, token);

    public Task RepairAsync(CancellationToken token) => SendAsync(HttpMethod.Delete, new Uri(_addresses.Shop, "/_faults"), null, token);

    public Task MaintenanceAsync(string mode, CancellationToken token) =>
        SendAsync(HttpMethod.Put, new Uri(_addresses.GatewayAdmin, "/api/v1/maintenance"), new { mode, reason = "end-to-end test" }, token);

    public async Task<JsonElement> GetAsync(string path, CancellationToken token) =>
        JsonElement.Parse(await SendAsync(HttpMethod.Get, new Uri(_addresses.Collector, path), null, token));

    public async Task<JsonElement> PostAsync(string path, object body, CancellationToken token) =>
        JsonElement.Parse(await SendAsync(HttpMethod.Post, new Uri(_addresses.Collector, path), body, token));

    public Task<string> GetTextAsync(string path, CancellationToken token) => SendAsync(HttpMethod.Get, new Uri(_addresses.Collector, path), null, token);

    public Task DeleteAsync(string path, CancellationToken token) => SendAsync(HttpMethod.Delete, new Uri(_addresses.Collector, path), null, token);

    public void Dispose() => _http.Dispose();

    private async Task<string> SendAsync(HttpMethod method, Uri url, object? body, CancellationToken token)
    {
        using var request = new HttpRequestMessage(method, url) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await _http.SendAsync(request, token);
        var text = await response.Content.ReadAsStringAsync(token);
        response.IsSuccessStatusCode.ShouldBeTrue($"{method} {url}: {(int)response.StatusCode} {text}");
        return text;
    }
}
