namespace SyntheticOps.Gateway.Proxying.Reload;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "The changed configuration is in force.")]
    public static partial void ConfigurationTaken(this ILogger logger);

    [LoggerMessage(2, LogLevel.Error, "The changed configuration was not taken, the one of before stays in force: {problem}")]
    public static partial void ConfigurationRefused(this ILogger logger, string problem);

    [LoggerMessage(3, LogLevel.Error, "A look at the configuration files failed and is repeated.")]
    public static partial void LookFailed(this ILogger logger, Exception exception);
}
