using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Forwarder;

namespace SyntheticOps.Gateway.Webhooks;

/// <summary>Hands one stored webhook on the way it would have gone: YARP's route with its transforms, and a destination of its cluster.</summary>
internal sealed class WebhookDelivery(
    IProxyStateLookup proxies, IHttpForwarder forwarder, IServiceScopeFactory scopes, IOptions<WebhookOptions> options, TimeProvider clock)
{
    private static readonly ActivitySource Source = new("SyntheticOps.Gateway");

    public async Task<DeliveryResult> SendAsync(StoredWebhook webhook, WebhookRoute route, CancellationToken token)
    {
        if (!proxies.TryGetRoute(webhook.ProxyRoute, out var proxy) || proxy.Cluster is not { } cluster)
        {
            return DeliveryResult.Down($"no route {webhook.ProxyRoute}");
        }

        if (cluster.DestinationsState.AvailableDestinations is not { Count: > 0 } destinations)
        {
            return DeliveryResult.Down("no destination");
        }

        ActivityContext.TryParse(webhook.TraceParent, null, isRemote: true, out var cause);
        using var activity = Source.StartActivity("webhook replay", ActivityKind.Producer, cause);
        await using var scope = scopes.CreateAsyncScope();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.ShopTimeoutS), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, limit.Token);
        var context = Request(webhook, route, scope.ServiceProvider);
        var destination = destinations[Random.Shared.Next(destinations.Count)];
        var error = await forwarder.SendAsync(
            context, destination.Model.Config.Address, cluster.Model.HttpClient, cluster.Model.Config.HttpRequest ?? ForwarderRequestConfig.Empty,
            proxy.Transformer, either.Token);
        token.ThrowIfCancellationRequested();
        var result = Judge(error, context.Response.StatusCode, context.Features.Get<IForwarderErrorFeature>()?.Exception);
        activity?.SetStatus(result.IsDelivered ? ActivityStatusCode.Unset : ActivityStatusCode.Error, result.Problem);
        return result;
    }

    private static DeliveryResult Judge(ForwarderError error, int status, Exception? cause) => (error, status) switch
    {
        (ForwarderError.None, >= 200 and < 300) => DeliveryResult.Delivered,
        (ForwarderError.None, 408 or 429 or 502 or 503 or 504) => DeliveryResult.Down($"status {status}"),
        (ForwarderError.None, >= 500) => DeliveryResult.Failed($"status {status}"),
        (ForwarderError.None, _) => DeliveryResult.Refused($"status {status}"),
        (ForwarderError.RequestTimedOut or ForwarderError.RequestCanceled, _) => DeliveryResult.Down("no answer in time"),
        _ => DeliveryResult.Down(cause is HttpRequestException e ? e.HttpRequestError.ToString() : error.ToString()),
    };

    private DefaultHttpContext Request(StoredWebhook webhook, WebhookRoute route, IServiceProvider services)
    {
        var context = new DefaultHttpContext { RequestServices = services };
        var request = context.Request;
        request.Method = HttpMethods.Post;
        request.Protocol = HttpProtocol.Http11;
        request.Scheme = webhook.Scheme;
        request.Host = new HostString(webhook.Host);
        request.Path = webhook.Path;
        request.QueryString = new QueryString(webhook.Query);
        foreach (var (name, values) in webhook.Headers)
        {
            request.Headers[name] = values;
        }

        request.Headers[route.Scheme!.Header] = route.Scheme.Sign(webhook.Body, route.Secrets[0], clock.GetUtcNow());
        request.ContentLength = webhook.Body.Length;
        request.Body = new MemoryStream(webhook.Body, writable: false);
        context.Connection.RemoteIpAddress = IPAddress.TryParse(webhook.Peer, out var peer) ? peer : null;
        context.Features.Set(new ReplayedWebhook(webhook.Signature));
        return context;
    }
}
