namespace SyntheticOps.Gateway.Recognition.Staff;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "A staff pass could not be written.")]
    public static partial void PassNotWritten(this ILogger logger, Exception exception);
}
