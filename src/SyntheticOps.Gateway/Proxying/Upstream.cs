namespace SyntheticOps.Gateway.Proxying;

/// <summary>
/// Where the shop is: YARP's own section `ReverseProxy` when there is one, else one route to the address that service
/// discovery gives (`services:parfumerie:http:0`).
/// </summary>
internal static class Upstream
{
    public const string Section = "ReverseProxy";

    private const string Discovered = "services:parfumerie:http:0";
    private const string DefaultAddress = "http://127.0.0.1:5090";

    public static IConfigurationSection Of(IConfiguration configuration) => configuration.GetSection(Section).GetChildren().Any()
        ? configuration.GetSection(Section)
        : new ConfigurationBuilder().AddInMemoryCollection(Single(configuration[Discovered] is { Length: > 0 } given ? given : DefaultAddress)).Build().GetSection(Section);

    private static Dictionary<string, string?> Single(string address) => new()
    {
        [$"{Section}:Routes:shop:ClusterId"] = "shop",
        [$"{Section}:Routes:shop:Match:Path"] = "{**path}",
        [$"{Section}:Clusters:shop:Destinations:shop:Address"] = address,
    };
}
