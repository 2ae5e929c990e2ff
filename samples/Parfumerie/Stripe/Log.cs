namespace Parfumerie.Stripe;

/// <summary>What the fake of Stripe says.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "Event {EventId} was not delivered at try {Attempt}: {Answer}.")]
    public static partial void NotDelivered(this ILogger logger, string eventId, long attempt, string answer);

    [LoggerMessage(LogLevel.Error, "A round of webhook deliveries failed.")]
    public static partial void RoundFailed(this ILogger logger, Exception exception);
}
