namespace SyntheticOps.Collector.Storage.Retention;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Retention deleted {Count} rows and folders")]
    public static partial void Deleted(this ILogger logger, int count);

    [LoggerMessage(2, LogLevel.Warning, "Retention failed and is tried again in an hour: {Reason}")]
    public static partial void SweepFailed(this ILogger logger, string reason);
}
