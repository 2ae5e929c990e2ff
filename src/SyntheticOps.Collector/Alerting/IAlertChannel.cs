namespace SyntheticOps.Collector.Alerting;

/// <summary>A way to tell somebody. It formats and posts once; retry, order and deduplication surround it.</summary>
internal interface IAlertChannel
{
    Task<Delivery> SendAsync(AlertMessage message, CancellationToken token);
}

/// <param name="DeliveryId">The same at every try: by it the receiver knows a duplicate.</param>
internal sealed record AlertMessage(string DeliveryId, Alert Alert);

/// <summary>What became of one try. Reasons name no address: the URL of a channel is a secret.</summary>
internal abstract record Delivery
{
    /// <summary>The receiver took it.</summary>
    internal sealed record Delivered : Delivery;

    /// <summary>It may be taken later; <paramref name="After"/> is the receiver's own wish.</summary>
    internal sealed record RetryLater(string Reason, TimeSpan? After = null) : Delivery;

    /// <summary>It will never be taken.</summary>
    internal sealed record Rejected(string Reason) : Delivery;
}
