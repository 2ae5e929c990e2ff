namespace SyntheticOps.Collector.Storage.Sqlite;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "The store cannot be written and refuses work until it can: {Reason}")]
    public static partial void StoreFailed(this ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Information, "The store can be written again")]
    public static partial void StoreRecovered(this ILogger logger);
}
