using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Collector.Alerting.Channels;

/// <summary>
/// Posts JSON, signed by Standard Webhooks when the channel has a secret: `webhook: URL` or
/// `webhook: {url: URL, secret: whsec_…, reach: [10.0.0.5:8443]}`.
/// </summary>
internal sealed class WebhookChannel(Uri url, byte[]? secret, HttpClient client, TimeProvider clock) : IAlertChannel
{
    public const string Type = "webhook";

    /// <summary>From the connection to the status line.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    public async Task<Delivery> SendAsync(AlertMessage message, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(TimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        try
        {
            using var request = Request(message);
            // The body of the answer says nothing that we act on, so it is not read.
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Judge(response.StatusCode, RetryAfter(response.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return new Delivery.RetryLater("no answer within 10 s");
        }
        catch (HttpRequestException e) when (e.InnerException is AddressDeniedException)
        {
            return new Delivery.Rejected("its address is private or reserved, and the channel's reach does not name it");
        }
        catch (HttpRequestException e)
        {
            return new Delivery.RetryLater($"connection failed ({e.HttpRequestError})");
        }
    }

    /// <summary>Reads the body of the channel's entry; mistakes go to its list.</summary>
    public static IAlertChannel? Read(ConfigNode body, TimeProvider clock)
    {
        var map = body.IsMap ? body.AsMap() : null;
        var target = map is null ? body.AsUrl() : map.Require("url")?.AsUrl();
        var reach = (map?.Find("reach")?.AsItemsOrOne() ?? []).Select(ReachReader.Read).OfType<ReachRule>().ToList();
        var secret = map?.Find("secret");
        var key = secret is null ? null : StandardWebhook.ParseSecret(secret.AsSecret());
        if (secret is not null && key is null)
        {
            secret.Fail("a secret of a webhook is whsec_ and 24 to 64 bytes in base64");
        }

        return target is null ? null : new WebhookChannel(target, key, GuardedClient.Create(peer => GuardedClient.IsAllowed(peer, reach)), clock);
    }

    /// <summary>2xx is taken; 408, 425, 429 and 5xx may pass; everything else, redirects included, is final.</summary>
    internal static Delivery Judge(HttpStatusCode status, TimeSpan? retryAfter) => (int)status switch
    {
        >= 200 and < 300 => new Delivery.Delivered(),
        408 or 425 or 429 or >= 500 => new Delivery.RetryLater(string.Create(CultureInfo.InvariantCulture, $"status {(int)status}"), retryAfter),
        _ => new Delivery.Rejected(string.Create(CultureInfo.InvariantCulture, $"status {(int)status}")),
    };

    private HttpRequestMessage Request(AlertMessage message)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(WebhookBody.Of(message.Alert), AlertJson.Default.WebhookBody);
        var at = clock.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("SyntheticOps", null));
        request.Headers.Add("webhook-id", message.DeliveryId);
        request.Headers.Add("webhook-timestamp", at.ToString(CultureInfo.InvariantCulture));
        if (secret is not null)
        {
            request.Headers.Add("webhook-signature", StandardWebhook.Sign(secret, message.DeliveryId, at, body));
        }

        return request;
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow(),
        _ => null,
    };
}

/// <summary>The body of a webhook: `text` for chat services, `data` for programs.</summary>
internal sealed record WebhookBody(string Type, DateTimeOffset Timestamp, string Text, Alert Data)
{
    public static WebhookBody Of(Alert alert) => new(
        $"incident.{alert.Transition}",
        alert.At,
        $"{alert.SiteName}: {alert.Title} ({alert.Incident}, {alert.Transition})",
        alert);
}
