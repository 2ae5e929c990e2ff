namespace SyntheticOps.Prober.Browser;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Browser started: process {Pid}, version {Version}, sandbox {Sandbox}")]
    public static partial void BrowserStarted(this ILogger logger, int? pid, string version, bool sandbox);

    [LoggerMessage(Level = LogLevel.Information, Message = "Browser of process {Pid} closed after {Runs} runs")]
    public static partial void BrowserRecycled(this ILogger logger, int? pid, int runs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Browser of process {Pid} is gone; the next run starts another")]
    public static partial void BrowserGone(this ILogger logger, int? pid);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Browser of process {Pid} took more than {Limit} MiB and was ended")]
    public static partial void BrowserOverMemory(this ILogger logger, int? pid, long limit);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} browsers of an earlier prober were still running and were ended")]
    public static partial void OrphansEnded(this ILogger logger, int count);
}
