using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace SyntheticOps.Collector.Receiving;

/// <summary>Limits of the server itself (reliability.md section 5).</summary>
internal static class KestrelLimits
{
    private const int Connections = 2_000;

    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxConcurrentConnections = Connections;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        options.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
