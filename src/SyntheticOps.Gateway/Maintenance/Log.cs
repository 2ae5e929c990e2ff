using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Gateway.Maintenance;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Maintenance is {mode}, switched by {actor} (version {version}, until {until:O}): {reason}", EventName = SyntheticTelemetry.Events.MaintenanceChanged)]
    public static partial void MaintenanceChanged(this ILogger logger, string mode, string actor, long version, DateTimeOffset? until, string reason);

    [LoggerMessage(2, LogLevel.Error, "The maintenance state could not be written; nothing was changed.")]
    public static partial void StateNotWritten(this ILogger logger, Exception exception);
}
