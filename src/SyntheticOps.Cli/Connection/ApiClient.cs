using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Connection;

/// <summary>Speaks to an operating API of ours (contracts.md sections 7 and 8).</summary>
internal sealed class ApiClient : IDisposable
{
    /// <summary>The longest wait that the collector grants is 30 s.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(45);

    private readonly HttpClient _http;
    private readonly string _name;

    /// <param name="name">What it speaks to, for messages: `collector`.</param>
    /// <param name="actor">`user:NAME` or `drill:ID`, the value of Synops-Actor.</param>
    public ApiClient(string name, Uri address, string operatorKey, string actor)
    {
        _name = name;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address, Timeout = Timeout };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", operatorKey);
        _http.DefaultRequestHeaders.Add(Names.Headers.Actor, actor);
    }

    public async Task<T> GetAsync<T>(string path, CancellationToken token)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, token);
        return await ReadAsync<T>(response, token);
    }

    public async Task<T> PostAsync<T>(string path, object body, CancellationToken token)
    {
        using var response = await SendAsync(HttpMethod.Post, path, body, token);
        return await ReadAsync<T>(response, token);
    }

    public async Task PutAsync(string path, object body, CancellationToken token) =>
        (await SendAsync(HttpMethod.Put, path, body, token)).Dispose();

    public async Task DeleteAsync(string path, CancellationToken token) =>
        (await SendAsync(HttpMethod.Delete, path, null, token)).Dispose();

    public void Dispose() => _http.Dispose();

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken token)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, token) ?? throw new JsonException("an empty answer");
        }
        catch (JsonException e)
        {
            throw new CliException(Names.ExitCodes.OwnFault, $"The {_name} answered something unexpected: {e.Message}");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, CancellationToken token)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, token);
        }
        catch (HttpRequestException e)
        {
            throw new CliException(Names.ExitCodes.OwnFault, $"The {_name} at {_http.BaseAddress} does not answer: {e.Message}");
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        var problem = await response.Content.ReadAsStringAsync(token);
        var exit = response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest ? Names.ExitCodes.Configuration : Names.ExitCodes.OwnFault;
        response.Dispose();
        throw new CliException(exit, $"The {_name} refused {method} {path} with {(int)response.StatusCode}: {Detail(problem)}");
    }

    /// <summary>The sentence of a problem+json answer (RFC 9457), else the first 200 characters.</summary>
    private static string Detail(string problem)
    {
        try
        {
            using var document = JsonDocument.Parse(problem);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && (root.TryGetProperty("detail", out var text) || root.TryGetProperty("title", out text))
                ? text.ToString()
                : problem;
        }
        catch (JsonException)
        {
            return problem.Length > 200 ? problem[..200] : problem;
        }
    }
}
