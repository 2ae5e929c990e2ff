using Aspire.Hosting.Modelling;

namespace Aspire.Hosting.Running;

/// <summary>Asks the health endpoints of a resource.</summary>
internal sealed class HealthPoller : IDisposable
{
    /// <summary>Longest answer that is shown, characters.</summary>
    private const int LongestAnswer = 300;

    // No proxy and no redirect: the question is whether this process answers.
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = 64 * 1024,
    };

    /// <returns>Null when every check is content, else what the first one heard.</returns>
    public async Task<string?> AskAsync(IEnumerable<HttpHealthCheck> checks, CancellationToken token)
    {
        foreach (var check in checks)
        {
            var url = check.Endpoint.Url + check.Path;
            try
            {
                using var response = await _client.GetAsync(url, token);
                if ((int)response.StatusCode != check.StatusCode)
                {
                    var answer = await response.Content.ReadAsStringAsync(token);
                    return $"{url} answers {(int)response.StatusCode} {answer[..Math.Min(answer.Length, LongestAnswer)]}".TrimEnd();
                }
            }
            catch (HttpRequestException e)
            {
                return $"{url}: {e.Message}";
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                return $"{url}: no answer within {_client.Timeout.TotalSeconds:0} s";
            }
        }

        return null;
    }

    public void Dispose() => _client.Dispose();
}
