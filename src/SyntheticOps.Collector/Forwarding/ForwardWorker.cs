using System.Net.Http.Headers;
using OpenTelemetry;
using SyntheticOps.Collector.Receiving;
using SyntheticOps.Collector.Receiving.Decoding;

namespace SyntheticOps.Collector.Forwarding;

/// <summary>Replays accepted requests to the other back end, one after the other; what it does not take is dropped and counted.</summary>
internal sealed class ForwardWorker(
    ForwardQueue queue, ForwardTarget target, IHttpClientFactory clients, TimeProvider clock, ILogger<ForwardWorker> logger) : BackgroundService
{
    public const string Client = "otlp-forward";

    private static readonly TimeSpan ReportInterval = TimeSpan.FromMinutes(1);

    private long _reportedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Its own requests are not telemetry: each would cause the next.
        using var quiet = SuppressInstrumentationScope.Begin();
        while (!stoppingToken.IsCancellationRequested)
        {
            var request = await queue.TakeAsync(stoppingToken);
            try
            {
                await SendAsync(request, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                queue.CountDropped();
                Report(e.Message);
            }
        }
    }

    private async Task SendAsync(AcceptedRequest request, CancellationToken token)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, target.For(request.Signal)) { Content = new ReadOnlyMemoryContent(request.Body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(
            request.Encoding == OtlpEncoding.Json ? "application/json" : "application/x-protobuf");
        foreach (var (name, value) in target.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await clients.CreateClient(Client).SendAsync(message, HttpCompletionOption.ResponseHeadersRead, token);
        if (!response.IsSuccessStatusCode)
        {
            queue.CountDropped();
            Report($"status {(int)response.StatusCode}");
        }
        else
        {
            Report("the queue was full");
        }
    }

    /// <summary>At most once a minute, and only when something was dropped. The headers, and so the key, are never in it.</summary>
    private void Report(string reason)
    {
        if (_reportedAt != 0 && clock.GetElapsedTime(_reportedAt) < ReportInterval)
        {
            return;
        }

        if (queue.TakeDropped() is > 0 and var dropped)
        {
            _reportedAt = clock.GetTimestamp();
            logger.Dropped(dropped, target.Endpoint.GetLeftPart(UriPartial.Authority), reason);
        }
    }
}
