namespace SyntheticOps.Collector.Forwarding;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "{Count} requests were stored here but not forwarded to {Target}: {Reason}")]
    public static partial void Dropped(this ILogger logger, long count, string target, string reason);
}
