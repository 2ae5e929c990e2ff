using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SyntheticOps.Cli.Output;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Connection;

/// <summary>Speaks to an operating API of ours (contracts.md sections 7 and 8); every way to fail is a <see cref="CliException"/>.</summary>
internal sealed class ApiClient : IDisposable
{
    /// <summary>Bytes of an answer; a list of incidents with evidence has some hundred kilobytes.</summary>
    private const int MaximumAnswer = 8 * 1024 * 1024;

    /// <summary>The longest wait that we ask of the collector is 5 s.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http;
    private readonly string _name;

    /// <param name="name">What it speaks to, for messages: `collector`.</param>
    /// <param name="actor">`user:NAME` or `drill:ID`, the value of Synops-Actor.</param>
    public ApiClient(string name, Uri address, string operatorKey, string actor, TimeSpan? timeout = null)
    {
        _name = name;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = !address.IsLoopback };
        _http = new HttpClient(handler) { BaseAddress = address, Timeout = timeout ?? Timeout, MaxResponseContentBufferSize = MaximumAnswer };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", operatorKey);
        _http.DefaultRequestHeaders.Add(Names.Headers.Actor, actor);
    }

    public async Task<T> GetAsync<T>(string path, CancellationToken token)
        where T : class => (await WatchAsync<T>(path, null, token)).Value ?? throw Unexpected("304 without a question for changes");

    /// <summary>Asks for what differs from the answer with that ETag; null asks for what is.</summary>
    public async Task<Watched<T>> WatchAsync<T>(string path, string? tag, CancellationToken token)
        where T : class
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, tag is null ? null : ("If-None-Match", tag), token);
        return response.StatusCode == HttpStatusCode.NotModified
            ? new Watched<T>(null, tag)
            : new Watched<T>(await ReadAsync<T>(response, token), response.Headers.ETag?.ToString());
    }

    public async Task<T> PostAsync<T>(string path, object body, CancellationToken token)
    {
        using var response = await SendAsync(HttpMethod.Post, path, body, null, token);
        return await ReadAsync<T>(response, token);
    }

    /// <summary>A change of what has that ETag; of anything else it is refused with 412.</summary>
    public async Task<T> ChangeAsync<T>(HttpMethod method, string path, object? body, string tag, CancellationToken token)
    {
        using var response = await SendAsync(method, path, body, ("If-Match", tag), token);
        return await ReadAsync<T>(response, token);
    }

    public async Task PutAsync(string path, object body, CancellationToken token) =>
        (await SendAsync(HttpMethod.Put, path, body, null, token)).Dispose();

    public async Task DeleteAsync(string path, CancellationToken token) =>
        (await SendAsync(HttpMethod.Delete, path, null, null, token)).Dispose();

    public void Dispose() => _http.Dispose();

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken token)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(await response.Content.ReadAsByteArrayAsync(token), JsonSerializerOptions.Web)
                ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw Unexpected(e.Message);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, (string Name, string Tag)? condition, CancellationToken token)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (condition is var (header, tag))
        {
            request.Headers.TryAddWithoutValidation(header, tag);
        }

        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, token);
        }
        catch (HttpRequestException e)
        {
            throw new CliException(Names.ExitCodes.OwnFault, $"The {_name} at {_http.BaseAddress} does not answer: {e.Message}");
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            throw new CliException(Names.ExitCodes.OwnFault, $"The {_name} at {_http.BaseAddress} did not answer within {_http.Timeout.TotalSeconds:0} s.");
        }

        if (response.IsSuccessStatusCode || (condition is not null && response.StatusCode == HttpStatusCode.NotModified))
        {
            return response;
        }

        using (response)
        {
            // Not as a string: the charset that the answer claims may be none.
            var problem = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(token));
            var sentence = Sentence(problem);
            throw new CliException(
                ExitOf(response.StatusCode),
                $"The {_name} refused {method} {path} with {(int)response.StatusCode}: {Detail(sentence ?? problem)}{Hint(response.StatusCode, sentence is not null)}")
            {
                Status = response.StatusCode,
            };
        }
    }

    private CliException Unexpected(string what) =>
        new(Names.ExitCodes.OwnFault, $"The {_name} at {_http.BaseAddress} answered something unexpected: {Plain.Text(what)}");

    /// <summary>What the person can mend is configuration; the rest is ours.</summary>
    private static int ExitOf(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests || (int)status is < 400 or >= 500
        ? Names.ExitCodes.OwnFault
        : Names.ExitCodes.Configuration;

    /// <param name="explained">It gave a reason of its own, as our processes do.</param>
    private string Hint(HttpStatusCode status, bool explained) => status switch
    {
        HttpStatusCode.Unauthorized => $" ({Names.Env.OperatorKey} is not the key of that {_name}.)",
        HttpStatusCode.NotFound when !explained => $" (Is {_http.BaseAddress} the {_name} itself?)",
        _ => "",
    };

    private static string Detail(string text)
    {
        const int Longest = 300;
        return Plain.Text(text.Length > Longest ? text[..Longest] : text) is { Length: > 0 } plain ? plain : "no reason given";
    }

    /// <summary>That of a problem+json answer (RFC 9457).</summary>
    private static string? Sentence(string problem)
    {
        try
        {
            using var document = JsonDocument.Parse(problem);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && (root.TryGetProperty("detail", out var text) || root.TryGetProperty("title", out text))
                ? text.ToString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
