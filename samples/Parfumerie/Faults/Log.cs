namespace Parfumerie.Faults;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Fault {name} is on until {until:O}.")]
    public static partial void FaultOn(this ILogger logger, string name, DateTimeOffset until);

    [LoggerMessage(2, LogLevel.Warning, "Fault {name} is off.")]
    public static partial void FaultOff(this ILogger logger, string name);

    [LoggerMessage(3, LogLevel.Error, "Fault {name} ended, but what it did could not be undone yet; it is tried again.")]
    public static partial void RepairFailed(this ILogger logger, Exception exception, string name);

    [LoggerMessage(4, LogLevel.Warning, "What fault {name} left before the last stop could not be undone.")]
    public static partial void RecoveryFailed(this ILogger logger, Exception exception, string name);

    [LoggerMessage(5, LogLevel.Warning, "A burst of failed logins broke off.")]
    public static partial void BurstBroke(this ILogger logger, Exception exception);
}
