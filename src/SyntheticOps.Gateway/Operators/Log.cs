namespace SyntheticOps.Gateway.Operators;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "The audit line {action} {subject} by {actor} could not be written to disk.")]
    public static partial void AuditNotWritten(this ILogger logger, string actor, string action, string subject, Exception exception);
}
