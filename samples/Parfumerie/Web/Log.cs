namespace Parfumerie.Web;

/// <summary>What the pipeline says.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed.")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string method, string path);
}
