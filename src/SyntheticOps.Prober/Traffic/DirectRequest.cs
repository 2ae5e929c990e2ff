using SyntheticOps.Prober.Proxy;

namespace SyntheticOps.Prober.Traffic;

/// <summary>Sends a request without the browser and its driver, by the same policy of addresses.</summary>
internal static class DirectRequest
{
    private const int MaximumBody = 1024 * 1024;

    public static async Task<ApiAnswer> SendAsync(ForwardProxy way, string method, Uri url, byte[]? body, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken token)
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = (context, stop) => way.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, stop),
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
        })
        {
            MaxResponseContentBufferSize = MaximumBody,
        };
        using var request = new HttpRequestMessage(new HttpMethod(method), url) { Content = body is null ? null : new ByteArrayContent(body) };
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        try
        {
            using var response = await client.SendAsync(request, token);
            return new ApiAnswer(
                (int)response.StatusCode,
                response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
                await response.Content.ReadAsStringAsync(token));
        }
        catch (HttpRequestException e)
        {
            throw new Microsoft.Playwright.PlaywrightException(e.Message, e);
        }
    }
}

/// <summary>Answer to a `request` step.</summary>
internal sealed record ApiAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body);
