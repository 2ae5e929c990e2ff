using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Gateway.Webhooks;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Webhook route {route} stores nothing ({why}): its senders get 503 while the shop cannot take webhooks.")]
    public static partial void RouteNotBuffered(this ILogger logger, string route, string why);

    [LoggerMessage(2, LogLevel.Error, "Stored webhook {number} is damaged; its file was put aside.")]
    public static partial void WebhookDamaged(this ILogger logger, long number);

    [LoggerMessage(3, LogLevel.Error, "A webhook of route {route} could not be stored; its sender got 503.")]
    public static partial void NotStored(this ILogger logger, string route, Exception exception);

    [LoggerMessage(4, LogLevel.Error, "Webhook route {route} takes no more: the bytes allowed are used up. Senders get 503.")]
    public static partial void StoreFull(this ILogger logger, string route);

    [LoggerMessage(5, LogLevel.Warning, "Webhooks of route {route} wait: the shop does not take them ({reason}).")]
    public static partial void WebhooksWait(this ILogger logger, string route, string reason);

    [LoggerMessage(6, LogLevel.Warning, "All webhooks of route {route} are handed on.")]
    public static partial void WebhooksHandedOn(this ILogger logger, string route);

    [LoggerMessage(7, LogLevel.Error, "Webhook {id} of route {route} was put aside: {reason}.")]
    public static partial void WebhookDead(this ILogger logger, string id, string route, string reason);

    [LoggerMessage(8, LogLevel.Error, "The replay of route {route} failed and is tried again.")]
    public static partial void ReplayFailed(this ILogger logger, string route, Exception exception);

    [LoggerMessage(9, LogLevel.Warning, "Webhook {id} (event {eventId}) of route {route}: {action} by {actor}", EventName = SyntheticTelemetry.Events.WebhookHandled)]
    public static partial void WebhookHandled(this ILogger logger, string id, string? eventId, string route, string action, string actor);

    [LoggerMessage(10, LogLevel.Error, "{count} stored webhooks are of route {route}, which is not in the configuration or stores nothing: they wait until it is back.")]
    public static partial void RouteGone(this ILogger logger, string route, int count);
}
