namespace Parfumerie.Data;

/// <summary>What the data layer says.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "Housekeeping failed; it tries again in an hour.")]
    public static partial void SweepFailed(this ILogger logger, Exception exception);
}
