namespace SyntheticOps.Collector.Alerting;

/// <summary>What this folder logs: names of channels, never their addresses.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Channel {Channel} did not take delivery {Delivery} ({Reason}); it is tried again.")]
    public static partial void Retrying(this ILogger logger, string channel, string delivery, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Channel {Channel} refused delivery {Delivery}: {Reason}.")]
    public static partial void Rejected(this ILogger logger, string channel, string delivery, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivery {Delivery} to channel {Channel} could not be completed; it is tried again.")]
    public static partial void SendFailed(this ILogger logger, Exception exception, string channel, string delivery);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for deliveries failed; it is tried again.")]
    public static partial void DispatchFailed(this ILogger logger, Exception exception);
}
