namespace Parfumerie.Checkout;

/// <summary>What the checkout says.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "Stripe could not be asked to charge order {OrderId}.")]
    public static partial void PaymentUnavailable(this ILogger logger, Exception exception, string orderId);
}
