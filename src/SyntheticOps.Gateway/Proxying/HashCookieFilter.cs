using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;
using Yarp.ReverseProxy.Configuration;

namespace SyntheticOps.Gateway.Proxying;

/// <summary>Refuses the hash-cookie session affinity: its package is not part of this build. At start it stops us, at a reload the old configuration stays.</summary>
internal sealed class HashCookieFilter : IProxyConfigFilter
{
    private const string Refused = "HashCookie";

    /// <summary>The same for the configuration at start, as one line for the person who starts us.</summary>
    public static void Check(IConfigurationSection proxy)
    {
        foreach (var cluster in proxy.GetSection("Clusters").GetChildren())
        {
            if (IsRefused(cluster["SessionAffinity:Policy"]))
            {
                throw new StartupException(Names.ExitCodes.Configuration, Message(cluster.Key));
            }
        }
    }

    /// <summary>The mistake in one cluster; null when there is none.</summary>
    public static string? MistakeOf(ClusterConfig cluster) => IsRefused(cluster.SessionAffinity?.Policy) ? Message(cluster.ClusterId) : null;

    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) =>
        MistakeOf(cluster) is { } mistake ? throw new InvalidOperationException(mistake) : ValueTask.FromResult(cluster);

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => ValueTask.FromResult(route);

    private static bool IsRefused(string? policy) => Refused.Equals(policy, StringComparison.OrdinalIgnoreCase);

    private static string Message(string cluster) =>
        $"{Upstream.Section}:Clusters:{cluster}:SessionAffinity:Policy: {Refused} is not supported; use Cookie, ArrCookie or CustomHeader.";
}
