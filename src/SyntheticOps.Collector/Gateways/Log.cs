namespace SyntheticOps.Collector.Gateways;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "{site}: {code} for {incident} at {count} of {gateways} gateways.")]
    public static partial void MaintenanceSwitched(this ILogger logger, string site, string incident, string code, int count, int gateways);

    [LoggerMessage(2, LogLevel.Warning, "{site}: a gateway did not take the window {window} of synthetics.yaml ({problem}).")]
    public static partial void WindowNotPlanned(this ILogger logger, string site, string window, string problem);

    [LoggerMessage(3, LogLevel.Error, "The gateways could not be looked after; it is tried again.")]
    public static partial void GatewaysNotKept(this ILogger logger, Exception exception);
}
