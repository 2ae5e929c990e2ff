namespace SyntheticOps.Collector.Incidents;

/// <summary>What this folder logs.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for incidents failed ({Failures} in a row); it is tried again.")]
    public static partial void PassFailed(this ILogger logger, Exception exception, int failures);
}
