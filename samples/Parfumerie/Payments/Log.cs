using System.Net;

namespace Parfumerie.Payments;

/// <summary>What the payments say.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "A webhook from {Peer} was refused: its signature is not valid.")]
    public static partial void BadSignature(this ILogger logger, IPAddress? peer);

    [LoggerMessage(LogLevel.Error, "Event {EventId} says that intent {Intent} is paid, but the shop cannot book it: {Effect}.")]
    public static partial void PaymentWithoutOrder(this ILogger logger, string eventId, string? intent, WebhookEffect effect);
}
