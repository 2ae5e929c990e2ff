using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace SyntheticOps.Gateway.Proxying.Reload;

/// <summary>Hands YARP the routes in force. It takes new ones between two requests; those under way keep theirs.</summary>
internal sealed class ShopRoutes : IProxyConfigProvider, IDisposable
{
    private CancellationTokenSource _end = new();
    private volatile IProxyConfig _current = new Snapshot([], [], new CancellationChangeToken(CancellationToken.None));

    public IProxyConfig GetConfig() => _current;

    public void Apply(ProxySettings settings)
    {
        var (before, end) = (_end, new CancellationTokenSource());
        _end = end;
        _current = new Snapshot(settings.Routes, settings.Clusters, new CancellationChangeToken(end.Token));
        before.Cancel();
        before.Dispose();
    }

    public void Dispose() => _end.Dispose();

    private sealed record Snapshot(IReadOnlyList<RouteConfig> Routes, IReadOnlyList<ClusterConfig> Clusters, IChangeToken ChangeToken) : IProxyConfig;
}
