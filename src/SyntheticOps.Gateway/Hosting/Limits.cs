using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace SyntheticOps.Gateway.Hosting;

/// <summary>What one client may ask of the gateway. Header limits stay below those of the shop's own server (100, 32 KiB).</summary>
internal static class Limits
{
    public const int Headers = 80;
    public const int HeadersBytes = 24 * 1024;
    public const int RequestLineBytes = 8 * 1024;
    public const long BodyBytes = 30_000_000;
    public const int Connections = 2_000;
    public const int StreamsPerConnection = 100;
    public const int StreamWindowBytes = 64 * 1024;
    public const int ConnectionWindowBytes = 1024 * 1024;

    /// <summary>Longest silence of the shop within an answer.</summary>
    public static readonly TimeSpan Activity = TimeSpan.FromSeconds(30);

    /// <summary>Longest whole request.</summary>
    public static readonly TimeSpan Request = TimeSpan.FromSeconds(60);

    /// <summary>Longest wait for a connection to the shop.</summary>
    public static readonly TimeSpan Connect = TimeSpan.FromSeconds(5);

    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.ConfigureHttpsDefaults(https => https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13);
        var limits = options.Limits;
        limits.MaxRequestHeaderCount = Headers;
        limits.MaxRequestHeadersTotalSize = HeadersBytes;
        limits.MaxRequestLineSize = RequestLineBytes;
        limits.MaxRequestBodySize = BodyBytes;
        limits.MaxConcurrentConnections = Connections;
        limits.MaxConcurrentUpgradedConnections = Connections;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.Http2.MaxStreamsPerConnection = StreamsPerConnection;
        limits.Http2.InitialStreamWindowSize = StreamWindowBytes;
        limits.Http2.InitialConnectionWindowSize = ConnectionWindowBytes;
    }
}
