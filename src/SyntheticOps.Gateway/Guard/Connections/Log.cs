namespace SyntheticOps.Gateway.Guard.Connections;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "{address} holds {count} connections, its share of them; more are closed at once. If it is a proxy, name it in Customers:KnownProxies. (Told at most once a minute.)")]
    public static partial void ShareUsedUp(this ILogger logger, string address, int count);

    [LoggerMessage(3, LogLevel.Information, "Many connections have gone; memory was given back in {milliseconds:0} ms.")]
    public static partial void MemoryGivenBack(this ILogger logger, double milliseconds);

    [LoggerMessage(2, LogLevel.Warning, "{address} let go of {count} requests on one HTTP/2 connection within 10 s; the connection was ended.")]
    public static partial void ConnectionReset(this ILogger logger, string address, int count);
}
