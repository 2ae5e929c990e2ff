using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace EndToEnd.Tests.Crash;

/// <summary>Sends spans of its own over OTLP/HTTP (JSON) and keeps what was acknowledged; no answer is no loss.</summary>
internal sealed class SpanLedger(Uri otlp, string ingestKey)
{
    public const string Service = "ledger";

    private const int BatchSize = 20;

    /// <summary>Trace id followed by span id.</summary>
    public ConcurrentBag<string> Acknowledged { get; } = [];

    /// <summary>Sends until cancelled.</summary>
    public async Task SendAsync(CancellationToken token)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ingestKey);
        while (!token.IsCancellationRequested)
        {
            var spans = Enumerable.Range(0, BatchSize).Select(_ => (Trace: Guid.NewGuid().ToString("N"), Span: Guid.NewGuid().ToString("N")[..16])).ToList();
            try
            {
                using var response = await http.PostAsJsonAsync(new Uri(otlp, "/v1/traces"), Request(spans), token);
                if (response.IsSuccessStatusCode)
                {
                    spans.ForEach(span => Acknowledged.Add(span.Trace + span.Span));
                }

                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, token);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private static object Request(IEnumerable<(string Trace, string Span)> spans)
    {
        var now = $"{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}000000";
        return new
        {
            resourceSpans = new[]
            {
                new
                {
                    resource = new { attributes = new[] { new { key = "service.name", value = new { stringValue = Service } } } },
                    scopeSpans = new[]
                    {
                        new { spans = spans.Select(span => new { traceId = span.Trace, spanId = span.Span, name = "entry", kind = 1, startTimeUnixNano = now, endTimeUnixNano = now }).ToArray() },
                    },
                },
            },
        };
    }
}
