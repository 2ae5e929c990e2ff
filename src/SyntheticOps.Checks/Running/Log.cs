using Microsoft.Extensions.Logging;

namespace SyntheticOps.Checks.Running;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The check {Check} failed by itself in run {Run}; the run is unknown.")]
    public static partial void CheckFailed(this ILogger logger, Exception error, string check, string run);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {Run} of {Check} was cut off by the end of an earlier process; it is told as aborted.")]
    public static partial void RunWasAborted(this ILogger logger, string run, string check);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock of this machine was set by {Seconds} s before or while {Check} ran; the times of that run may be wrong by as much.")]
    public static partial void ClockWasSet(this ILogger logger, string check, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Watching {Count} checks from the location {Location}.")]
    public static partial void Watching(this ILogger logger, int count, string location);

    [LoggerMessage(Level = LogLevel.Error, Message = "The loop of the check {Check} failed; it goes on.")]
    public static partial void LoopFailed(this ILogger logger, Exception error, string check);
}
