using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Gateway.Guard.Lists;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "{range} was {action} ({list}, {source}) by {actor}, until {until:O}: {reason}", EventName = SyntheticTelemetry.Events.BlockChanged)]
    public static partial void BlockChanged(this ILogger logger, string range, string action, string list, string actor, string source, DateTimeOffset? until, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The {list} list of {path} is in force: {count} entries.")]
    public static partial void ListLoaded(this ILogger logger, string list, string path, int count);

    [LoggerMessage(3, LogLevel.Error, "The {list} list was not taken, the {count} entries of before stay in force: {problem}")]
    public static partial void ListRefused(this ILogger logger, string list, int count, string problem);

    [LoggerMessage(4, LogLevel.Error, "The lists of blocked addresses could not be written; nothing was changed.")]
    public static partial void ListsNotWritten(this ILogger logger, Exception exception);

    [LoggerMessage(5, LogLevel.Error, "A look at the list files failed and is repeated.")]
    public static partial void LookFailed(this ILogger logger, Exception exception);
}
