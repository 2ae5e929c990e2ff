using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;

namespace SyntheticOps.Checker.Webhook;

/// <summary>The requests of one run; each answers with its fault, or null when all is well.</summary>
internal sealed class WebhookRound(HttpTransport transport, TimeProvider clock, WebhookOptions options, CheckRun run)
{
    private const string Json = "application/json";

    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(250);

    private TestOrder _order = TestOrder.None(run.RunId);
    private bool _ordered;
    private byte[] _event = [];

    /// <summary>What the gateway said last.</summary>
    public bool? Maintenance { get; private set; }

    public async Task<CheckResult?> MakeOrderAsync(CancellationToken token)
    {
        var url = Own(options.Order!);
        if (!run.Identity.HeadersFor(url).Any() || !run.Site.IsOwn(url))
        {
            return WebhookVerdict.NotRecognisable(url);
        }

        _ordered = true;
        var exchange = await FetchAsync(new HttpFetch(url) { Method = HttpMethod.Post, Payload = new HttpPayload(default, Json) }, token);
        if (WebhookVerdict.OfOrder(exchange) is { } fault)
        {
            return fault;
        }

        if (TestOrder.Parse(exchange.Body) is not { } order)
        {
            return WebhookVerdict.NoOrder(exchange);
        }

        _order = order;
        return null;
    }

    public async Task<CheckResult?> DeliverAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        _event = CanaryEvent.Write(options.Event, run.RunId, _order, now);
        return WebhookVerdict.OfDelivery(await SendAsync(StripeScheme.Sign(_event, options.Secret, now), token));
    }

    public async Task<CheckResult?> AwaitEffectAsync(CancellationToken token)
    {
        var then = options.Then!;
        var fetch = new HttpFetch(Own(then.Path));
        var started = clock.GetTimestamp();
        while (true)
        {
            var fault = WebhookVerdict.OfEffect(await FetchAsync(fetch, token), options.Target, then);
            if (fault is null || clock.GetElapsedTime(started) >= then.Within)
            {
                return fault;
            }

            try
            {
                await Task.Delay(PollEvery, clock, token);
            }
            catch (OperationCanceledException)
            {
                return fault;
            }
        }
    }

    /// <summary>The same event with a fresh signature: no second payment may come of it.</summary>
    public async Task<CheckResult?> RepeatAsync(CancellationToken token)
    {
        var answer = await SendAsync(StripeScheme.Sign(_event, options.Secret, clock.GetUtcNow()), token);
        return WebhookVerdict.OfRepeat(answer) ?? (options.Then is { } then
            ? WebhookVerdict.OfSecondEffect(await FetchAsync(new HttpFetch(Own(then.Path)), token), options.Target, then)
            : null);
    }

    public async Task<CheckResult?> ForgeAsync(CancellationToken token)
    {
        foreach (var forgery in options.MustRefuse)
        {
            var signature = WebhookForgery.Sign(forgery, _event, options.Secret, clock.GetUtcNow());
            if (WebhookVerdict.OfForgery(await SendAsync(signature, token), forgery) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>What stays behind after a failure is swept by the shop itself.</summary>
    public async Task RemoveOrderAsync(CancellationToken token)
    {
        if (_ordered)
        {
            await transport.FetchAsync(new HttpFetch(Own(options.Order!)) { Method = HttpMethod.Delete, MaximumRedirects = 0 }, run, token);
        }
    }

    private Task<HttpExchange> SendAsync(string signature, CancellationToken token) => FetchAsync(
        new HttpFetch(options.Target)
        {
            Method = HttpMethod.Post,
            Headers = [new HttpHeader(StripeScheme.Header, signature)],
            Payload = new HttpPayload(_event, Json),
        },
        token);

    private async Task<HttpExchange> FetchAsync(HttpFetch fetch, CancellationToken token)
    {
        var exchange = await transport.FetchAsync(fetch with { MaximumRedirects = 0 }, run, token);
        Maintenance = HttpTransport.Maintenance(exchange) ?? Maintenance;
        return exchange;
    }

    private Uri Own(string path) => new(run.Site.Url, path.Replace("$run", run.RunId, StringComparison.Ordinal));
}
