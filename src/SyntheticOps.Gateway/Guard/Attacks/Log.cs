namespace SyntheticOps.Gateway.Guard.Attacks;

internal static partial class Log
{
    [LoggerMessage(2, LogLevel.Warning, "No more than {maximum} addresses are blocked automatically at once (Guard:Automatic:Maximum); others go on.")]
    public static partial void AutomaticFull(this ILogger logger, int maximum);

    [LoggerMessage(3, LogLevel.Error, "An automatic block could not be written; nothing was blocked.")]
    public static partial void NotBlocked(this ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Error, "A look at the attacks failed and is repeated.")]
    public static partial void LookFailed(this ILogger logger, Exception exception);
}
