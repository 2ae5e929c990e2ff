using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SyntheticOps.Collector.Tests.Dashboard;

/// <summary>A browser without script: keeps cookies, follows no redirect by itself, posts the forms it sees.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient _client;

    public Browser(Uri baseAddress, string language = "en")
    {
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies, UseProxy = false }) { BaseAddress = baseAddress };
        _client.DefaultRequestHeaders.Add("Accept", "text/html");
        _client.DefaultRequestHeaders.Add("Accept-Language", language);
    }

    public CookieContainer Cookies { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<Browser> SignedInAsync(DashboardHost host, string language = "en")
    {
        var browser = new Browser(host.Url, language);
        (await browser.SignInAsync(await LoginLinkAsync(host))).StatusCode.ShouldBe(HttpStatusCode.Found);
        return browser;
    }

    /// <summary>A new link by the operator's API; its path and query.</summary>
    public static async Task<string> LoginLinkAsync(DashboardHost host)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", DashboardHost.Key);
        using var answer = await client.PostAsync(new Uri(host.Url, "/api/v1/login-links"), null, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var link = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!;
        return new Uri((string)link["url"]!).PathAndQuery;
    }

    public async Task<HttpResponseMessage> SignInAsync(string link)
    {
        var page = await TextAsync(link);
        return await PostAsync("/login", FormToken(page), ("token", link.Split('=')[1]), ("return", "/"));
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(path, Token);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _client.SendAsync(request, Token);

    public async Task<string> TextAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await GetAsync(path);
        answer.StatusCode.ShouldBe(expected, path);
        return await answer.Content.ReadAsStringAsync(Token);
    }

    /// <param name="token">The form's antiforgery token; null to leave it out.</param>
    public Task<HttpResponseMessage> PostAsync(string path, string? token, params IEnumerable<(string Key, string Value)> fields) =>
        _client.PostAsync(
            path,
            new FormUrlEncodedContent(fields.Concat(token is null ? [] : [("_form", token)]).Select(field => KeyValuePair.Create(field.Item1, field.Item2))),
            Token);

    /// <summary>Posts with a fresh token, as the form on that page would.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string action, params IEnumerable<(string Key, string Value)> fields) =>
        await PostAsync(action, FormToken(await TextAsync(page)), fields);

    public static string FormToken(string page) => TokenField().Match(page).Groups[1].Value;

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("name=\"_form\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
