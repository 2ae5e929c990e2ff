using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Checks.Spooling;

/// <summary>Drains the spool to the collector in order, so that an artifact is stored before the root span that mentions it.</summary>
internal sealed class SpoolSender(Spool spool, OtlpTarget target, TimeProvider clock, ILogger<SpoolSender> logger) : BackgroundService
{
    /// <summary>An answer says a few words; more is not read.</summary>
    private const int MaximumAnswer = 64 * 1024;

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    /// <summary>At the end, for the answer to what is on its way: a request that is given up is sent again although it may have arrived.</summary>
    private static readonly TimeSpan LastAnswer = TimeSpan.FromSeconds(2);

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
    private readonly CancellationTokenSource _hard = new();
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.SendingFailed(e);
        }

        return spool.Count;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _hard.CancelAfter(LastAnswer);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _hard.Dispose();
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
                if (spool.Count == 0)
                {
                    await spool.WaitAsync(stoppingToken);
                }

                while (spool.Count > 0)
                {
                    stoppingToken.ThrowIfCancellationRequested();
                    await Task.Delay(await SendOldestAsync(_hard.Token), clock, stoppingToken);
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

            var answer = await DeliverAsync(item, token);
            Tell(answer, item);
            _failures = answer.Delivery == Delivery.Retry ? _failures + 1 : 0;
            switch (answer.Delivery)
            {
                case Delivery.Done:
                    Failpoint.Hit("spool.after-ack-before-delete");
                    spool.Remove(number);
                    Drained();
                    return TimeSpan.Zero;
                case Delivery.Refused:
                    spool.PutAside(number, "refused");
                    return TimeSpan.Zero;
                case Delivery.Park:
                    return DeliveryRule.ParkedFor;
                default:
                    return DeliveryRule.Delay(_failures, answer.RetryAfter, Random.Shared.NextDouble());
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Called on the sender's own thread when nothing is left to send.</summary>
    public Action? WhenDrained { get; set; }

    private void Drained()
    {
        if (spool.Count == 0)
        {
            WhenDrained?.Invoke();
        }
    }

    /// <summary>
    /// As a whole, or in halves down to one span when it is too large. The record stays until both halves are settled; a
    /// half that comes twice is known by its span ids.
    /// </summary>
    private async Task<Answer> DeliverAsync(SpoolItem item, CancellationToken token)
    {
        var answer = await AskAsync(item, token);
        if (answer.Delivery != Delivery.Split)
        {
            return answer;
        }

        if (TraceRequest.Halve(item.Body) is not var (first, second))
        {
            return answer with { Delivery = Delivery.Refused };
        }

        logger.RecordSplit(item.RunId, item.Body.Length);
        foreach (var half in (SpoolItem[])[item with { Body = first }, item with { Body = second }])
        {
            var part = await DeliverAsync(half, token);
            if (part.Delivery is Delivery.Retry or Delivery.Park)
            {
                return part;
            }

            if (part.Delivery == Delivery.Refused)
            {
                logger.RecordRefused(half.RunId, half.Name, part.Status ?? 0);
                spool.PutAside(half);
            }
        }

        return answer with { Delivery = Delivery.Done };
    }

    private async Task<Answer> AskAsync(SpoolItem item, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(RequestTimeout, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        using var request = Request(item);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            var status = (int)response.StatusCode;
            if (item.Kind != SpoolKind.Artifact && status is >= 200 and < 300)
            {
                if (TraceRequest.Rejected(await ReadAsync(response, linked.Token)) is > 0 and var rejected)
                {
                    logger.SpansRejected(item.RunId, rejected);
                }
            }

            return new Answer(DeliveryRule.Decide(item.Kind, status), status, DeliveryRule.Asked(response.Headers, clock.GetUtcNow()));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !token.IsCancellationRequested))
        {
            return new Answer(Delivery.Retry, null, null);
        }
    }

    /// <summary>What it says besides 200. The head alone says that the spans are stored, so that half an answer is enough.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken token)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(token);
            var bytes = new byte[MaximumAnswer];
            return bytes.AsMemory(0, await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, token));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return default;
        }
    }

    private HttpRequestMessage Request(SpoolItem item)
    {
        var request = item.Kind != SpoolKind.Artifact
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
    private void Tell(Answer answer, SpoolItem item)
    {
        var (delivery, status, _) = answer;
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

    private sealed record Answer(Delivery Delivery, int? Status, TimeSpan? RetryAfter);
}
