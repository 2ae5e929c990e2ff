using System.Globalization;
using System.Text.RegularExpressions;
using SyntheticOps.Gateway.Hosting;
using Yarp.ReverseProxy.Configuration;

namespace SyntheticOps.Gateway.Proxying.Reload;

/// <summary>Routes and clusters of section `ReverseProxy`, bound strictly: what YARP would overlook, a misspelt key or a bad number, is a mistake with its key.</summary>
internal sealed partial record ProxySettings(IReadOnlyList<RouteConfig> Routes, IReadOnlyList<ClusterConfig> Clusters, IReadOnlyList<string> Mistakes)
{
    /// <summary>Binds the section of that configuration, or the one route to the shop when there is none.</summary>
    public static ProxySettings Read(IConfiguration configuration)
    {
        var section = Upstream.Of(configuration);
        var mistakes = new List<string>();
        foreach (var stranger in section.GetChildren().Where(child => child.Key is not ("Routes" or "Clusters")))
        {
            mistakes.Add($"{stranger.Path}: unknown key; expected Routes or Clusters.");
        }

        var routes = section.GetSection("Routes").GetChildren().Select(route => Route(Bind<RouteConfig>(route, mistakes), route.Key)).ToList();
        var clusters = section.GetSection("Clusters").GetChildren().Select(cluster => Cluster(Bind<ClusterConfig>(cluster, mistakes), cluster.Key)).ToList();
        mistakes.AddRange(clusters.SelectMany(Wrong));
        mistakes.AddRange(routes.Where(route => clusters.All(cluster => !cluster.ClusterId.Equals(route.ClusterId, StringComparison.OrdinalIgnoreCase)))
            .Select(route => $"{Upstream.Section}:Routes:{route.RouteId}:ClusterId: '{route.ClusterId}' is no cluster; expected one of {string.Join(", ", clusters.Select(cluster => cluster.ClusterId))}."));
        return new ProxySettings(routes, clusters, mistakes);
    }

    /// <summary>A route without a limit of its own may take as long as any.</summary>
    private static RouteConfig Route(RouteConfig route, string id) =>
        route with { RouteId = id, Timeout = route.Timeout ?? (route.TimeoutPolicy is null ? Limits.Request : null) };

    private static ClusterConfig Cluster(ClusterConfig cluster, string id) => cluster with
    {
        ClusterId = id,
        HttpRequest = (cluster.HttpRequest ?? new()) with { ActivityTimeout = cluster.HttpRequest?.ActivityTimeout ?? Limits.Activity },
        LoadBalancingPolicy = cluster.LoadBalancingPolicy ?? (HasWeights(cluster) ? WeightedPolicy.PolicyName : null),
        // With a second destination there is something to gain: what fails is left out for a while.
        HealthCheck = cluster.HealthCheck ?? (cluster.Destinations?.Count > 1 ? Passive : null),
    };

    private static readonly HealthCheckConfig Passive = new()
    {
        Passive = new() { Enabled = true, Policy = "TransportFailureRate", ReactivationPeriod = TimeSpan.FromSeconds(10) },
        AvailableDestinationsPolicy = "HealthyOrPanic",
    };

    private static bool HasWeights(ClusterConfig cluster) =>
        cluster.Destinations?.Values.Any(destination => destination.Metadata?.ContainsKey(WeightedPolicy.Key) == true) == true;

    private static IEnumerable<string> Wrong(ClusterConfig cluster)
    {
        var path = $"{Upstream.Section}:Clusters:{cluster.ClusterId}";
        if (HashCookieFilter.MistakeOf(cluster) is { } affinity)
        {
            yield return affinity;
        }

        if (cluster.Destinations is not { Count: > 0 })
        {
            yield return $"{path}:Destinations: expected at least one, such as {{\"a\": {{\"Address\": \"http://127.0.0.1:8080\"}}}}.";
        }

        foreach (var (name, destination) in cluster.Destinations ?? new Dictionary<string, DestinationConfig>())
        {
            if (!Uri.TryCreate(destination.Address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            {
                yield return $"{path}:Destinations:{name}:Address: '{destination.Address}': expected an http or https URL, such as http://127.0.0.1:8080.";
            }

            if (destination.Metadata?.GetValueOrDefault(WeightedPolicy.Key) is { } weight && !WeightedPolicy.TryParse(weight, out _))
            {
                yield return $"{path}:Destinations:{name}:Metadata:{WeightedPolicy.Key}: '{weight}': expected a whole number from 0 to {WeightedPolicy.Maximum}.";
            }
        }
    }

    private static T Bind<T>(IConfigurationSection section, List<string> mistakes)
        where T : class, new()
    {
        try
        {
            return section.Get<T>(options => options.ErrorOnUnknownConfiguration = true) ?? new T();
        }
        catch (InvalidOperationException e)
        {
            mistakes.Add(Words(section.Path, e));
            return new T();
        }
    }

    /// <summary>The binder's messages name its own classes; a person wants the key and what is expected there.</summary>
    private static string Words(string path, Exception e)
    {
        if (Unknown().Match(e.Message) is { Success: true } unknown)
        {
            return $"{path}: unknown key {unknown.Groups[1].Value}.";
        }

        return Conversion().Match(e.Message) is { Success: true } bad
            ? $"{bad.Groups[2].Value}: '{bad.Groups[1].Value}': expected {Form(bad.Groups[3].Value)}."
            : $"{path}: {e.Message}";
    }

    private static string Form(string type) => type switch
    {
        "System.TimeSpan" => "a duration, such as 00:00:30",
        "System.Boolean" => "true or false",
        "System.Int32" or "System.Int64" => "a whole number",
        "System.Version" => "a version, such as 1.1 or 2",
        _ => string.Create(CultureInfo.InvariantCulture, $"a value of {type[(type.LastIndexOf('.') + 1)..]}"),
    };

    [GeneratedRegex(@"were not found on the instance of \S+: (.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Unknown();

    [GeneratedRegex(@"^Failed to convert configuration value '(.*)' at '(.*)' to type '(?:System\.Nullable`1\[)?([\w.]+)\]?'", RegexOptions.CultureInvariant)]
    private static partial Regex Conversion();
}
