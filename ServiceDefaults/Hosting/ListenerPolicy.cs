using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.Extensions.Configuration;

namespace SyntheticOps.ServiceDefaults.Hosting;

/// <summary>
/// Keeps a route to its listener by the endpoint (else the local port) of the connection. The Host header is the client's
/// to choose, and a proxy in front (Aspire's) changes the port in it.
/// </summary>
internal sealed class ListenerPolicy(IConfiguration configuration) : MatcherPolicy, IEndpointSelectorPolicy
{
    /// <summary>Read once: a configuration that is reloaded, perhaps broken, never opens a route on another listener.</summary>
    private readonly Dictionary<string, int> _ports = configuration.GetSection("Kestrel:Endpoints").GetChildren()
        .Select(endpoint => (endpoint.Key, Port: Binds.PortOf(configuration, endpoint.Key)))
        .Where(endpoint => endpoint.Port is not null)
        .ToDictionary(endpoint => endpoint.Key, endpoint => endpoint.Port!.Value, StringComparer.OrdinalIgnoreCase);

    public override int Order => -1000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
        endpoints.Any(endpoint => endpoint.Metadata.GetMetadata<ListenerMetadata>() is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i)
                && candidates[i].Endpoint.Metadata.GetMetadata<ListenerMetadata>() is { } listener
                && _ports.TryGetValue(listener.Name, out var port)
                && !IsOn(httpContext, listener.Name, port))
            {
                candidates.SetValidity(i, false);
            }
        }

        return Task.CompletedTask;
    }

    private static bool IsOn(HttpContext context, string listener, int port) =>
        context.Features.Get<ListenerFeature>() is { } feature
            ? feature.Name.Equals(listener, StringComparison.OrdinalIgnoreCase)
            : context.Connection.LocalPort == port;
}
