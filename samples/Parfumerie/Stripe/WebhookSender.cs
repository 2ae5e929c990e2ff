using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using Parfumerie.Data;
using Parfumerie.Payments;

namespace Parfumerie.Stripe;

/// <summary>Delivers events, signed, at least once, again and again until the endpoint says 2xx.</summary>
internal sealed class WebhookSender(
    EventRepository events, WebhookBell bell, IHttpClientFactory clients, StripeKeys keys, ShopAddress address,
    IOptions<StripeOptions> options, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<WebhookSender> log) : BackgroundService
{
    public const string Client = "stripe-webhooks";

    /// <summary>Deliveries at once, so that one slow answer does not hold up the rest.</summary>
    private const int Parallel = 8;

    /// <summary>How often to look for retries that came due.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var due = await events.GetDueAsync(Parallel, stoppingToken);
                await Task.WhenAll(due.Select(one => DeliverAsync(one, stoppingToken)));
                if (due.Count > 0)
                {
                    continue;
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.RoundFailed(e);
            }

            await bell.WaitAsync(Pause, clock, stoppingToken);
        }
    }

    /// <summary>The shop's address is known only when its server runs.</summary>
    private async Task StartedAsync(CancellationToken token)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var whenStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(token);
        await events.ForgetOldAsync(token);
    }

    private async Task DeliverAsync(StripeEvent due, CancellationToken token)
    {
        ActivityContext.TryParse(due.TraceParent, null, isRemote: true, out var cause);
        using var span = ShopActivity.Source.StartActivity("stripe webhook " + due.Type, ActivityKind.Producer, cause);
        var (delivered, answer) = await SendAsync(due, token);
        if (!delivered)
        {
            span?.SetStatus(ActivityStatusCode.Error, answer);
            log.NotDelivered(due.Id, due.Attempts + 1, answer);
        }

        await events.RecordAsync(due, delivered, answer, delivered ? null : RetrySchedule.After(due.Attempts + 1), token);
    }

    private async Task<(bool Delivered, string Answer)> SendAsync(StripeEvent due, CancellationToken token)
    {
        var body = Encoding.UTF8.GetBytes(due.Body);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.WebhookUrl ?? new Uri(address.Own, WebhookApi.Path))
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } },
        };
        request.Headers.UserAgent.ParseAdd("Stripe/1.0");
        request.Headers.Add(StripeSignature.Header, StripeSignature.Create(body, keys.WebhookSecrets[0], clock.GetUtcNow()));
        try
        {
            using var response = await clients.CreateClient(Client).SendAsync(request, token);
            return (response.IsSuccessStatusCode, $"HTTP {(int)response.StatusCode}");
        }
        catch (Exception e) when (!token.IsCancellationRequested && e is HttpRequestException or TaskCanceledException)
        {
            return (false, e is TaskCanceledException ? "no answer in time" : e.Message);
        }
    }
}
