namespace Parfumerie.Stripe;

/// <summary>What the fake of Stripe says.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "Event {EventId} was not delivered at try {Attempt}: {Answer}.")]
    public static partial void NotDelivered(this ILogger logger, string eventId, long attempt, string answer);

    [LoggerMessage(LogLevel.Error, "The store of the Stripe fake failed.")]
    public static partial void StoreFailed(this ILogger logger, Exception exception);
}
