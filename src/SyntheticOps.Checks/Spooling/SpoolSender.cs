using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Checks.Spooling;

/// <summary>Drains the spool to the collector in order, so that an artifact is stored before the root span that mentions it.</summary>
internal sealed class SpoolSender(Spool spool, OtlpTarget target, TimeProvider clock, ILogger<SpoolSender> logger) : BackgroundService
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The receiver is ours to reach, so no address policy; the key never follows a redirect, and no trace is made of sending traces.</summary>
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly SemaphoreSlim _one = new(1);
    private int _failures;
    private Delivery _last = Delivery.Done;

    /// <summary>Sends until the spool is empty or the time is over; what is left stays on disk.</summary>
    /// <returns>The number of records left.</returns>
    public async Task<int> FlushAsync(TimeSpan deadline, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(deadline, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        try
        {
            while (spool.Count > 0 && _last != Delivery.Park)
            {
                await Task.Delay(await SendOldestAsync(linked.Token), clock, linked.Token);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !token.IsCancellationRequested)
        {
            // Time is over: the rest is sent at the next start.
        }

        return spool.Count;
    }

    public override void Dispose()
    {
        _client.Dispose();
        _one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await spool.WaitAsync(stoppingToken);
                while (spool.Count > 0)
                {
                    await Task.Delay(await SendOldestAsync(stoppingToken), clock, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.SendingFailed(e);
                await Task.Delay(DeliveryRule.Delay(5, null, 1), clock, stoppingToken);
            }
        }
    }

    /// <summary>Sends one record; how long to wait before the next.</summary>
    private async Task<TimeSpan> SendOldestAsync(CancellationToken token)
    {
        await _one.WaitAsync(token);
        try
        {
            if (spool.Oldest() is not var (number, item))
            {
                return TimeSpan.Zero;
            }

            var (status, retryAfter) = await AskAsync(item, token);
            var delivery = DeliveryRule.Decide(item.Kind, status);
            Tell(delivery, status, item);
            _failures = delivery == Delivery.Retry ? _failures + 1 : 0;
            switch (delivery)
            {
                case Delivery.Done:
                    spool.Remove(number);
                    return TimeSpan.Zero;
                case Delivery.Refused:
                    spool.PutAside(number, "refused");
                    return TimeSpan.Zero;
                case Delivery.Park:
                    return DeliveryRule.ParkedFor;
                default:
                    return DeliveryRule.Delay(_failures, retryAfter, Random.Shared.NextDouble());
            }
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<(int? Status, TimeSpan? RetryAfter)> AskAsync(SpoolItem item, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(RequestTimeout, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        using var request = Request(item);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            var after = response.Headers.RetryAfter;
            return ((int)response.StatusCode, after?.Delta ?? (after?.Date - clock.GetUtcNow()));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !token.IsCancellationRequested))
        {
            return (null, null);
        }
    }

    private HttpRequestMessage Request(SpoolItem item)
    {
        var request = item.Kind == SpoolKind.Spans
            ? new HttpRequestMessage(HttpMethod.Post, target.Traces)
            : new HttpRequestMessage(HttpMethod.Put, new Uri(target.Artifacts, $"{item.RunId}/{item.Name}"));
        request.Content = new ReadOnlyMemoryContent(item.Body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(item.MediaType);
        if (item.Kind == SpoolKind.Artifact)
        {
            request.Content.Headers.Add(Names.Headers.ContentDigest, $"sha-256=:{Convert.ToBase64String(SHA256.HashData(item.Body.Span))}:");
        }

        foreach (var (name, value) in target.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>Logs changes of state, not every attempt.</summary>
    private void Tell(Delivery delivery, int? status, SpoolItem item)
    {
        if (delivery == Delivery.Refused)
        {
            logger.RecordRefused(item.RunId, item.Name, status ?? 0);
        }
        else if (delivery != _last)
        {
            switch (delivery)
            {
                case Delivery.Done when _last is Delivery.Retry or Delivery.Park:
                    logger.SendingAgain(spool.Count);
                    break;
                case Delivery.Retry:
                    logger.ReceiverAway(status ?? 0, spool.Count);
                    break;
                case Delivery.Park:
                    logger.Parked(status ?? 0, DeliveryRule.ParkedFor.TotalMinutes);
                    break;
            }
        }

        _last = delivery;
    }
}
