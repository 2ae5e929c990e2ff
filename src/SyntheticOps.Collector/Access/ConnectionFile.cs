using System.Text.Json;
using System.Text.RegularExpressions;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Collector.Access;

/// <summary>
/// DATA/connection.json (0600) tells synops and ops.cs on this machine where everything is; it exists while the process
/// runs. The login link goes there and to standard output, never to a logger.
/// </summary>
internal sealed partial class ConnectionFile(
    DataFolder data, OperatorKey key, LoginLinks links, ListenAddress address, SyntheticsConfiguration synthetics, IConfiguration configuration,
    IHostEnvironment environment)
    : IHostedLifecycleService
{
    /// <summary>The demo shop behind its gateway, as the AppHost tells it: the gateway itself answers 404 for the fault API.</summary>
    private const string ShopKey = "services:parfumerie:http:0";

    private string FilePath => data.File("connection.json");

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var login = address.LoginUrl(links.Issue());
        var shop = configuration[ShopKey] is { Length: > 0 } behind ? behind : synthetics.Sites.Values.FirstOrDefault()?.Url.ToString();
        OwnerOnly.WriteAllText(FilePath, JsonSerializer.Serialize(
            new
            {
                collector = address.Url,
                gateways = synthetics.Sites.Values.SelectMany(site => site.Gateways).Select(url => url.ToString()).Distinct(),
                sites = synthetics.Sites.Values.ToDictionary(site => site.Name, site => site.Gateways.Select(url => url.ToString())),
                shop,
                operatorKey = key.Own,
                login,
                variables = environment.IsDevelopment() ? Variables() : [],
            },
            JsonSerializerOptions.Web));
        return Console.Out.WriteLineAsync($"Dashboard: {login}");
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        File.Delete(FilePath);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What synthetics.yaml names and what signs requests: `synops run` has no AppHost that passes it. In a demo only.</summary>
    private Dictionary<string, string> Variables() => Reference().Matches(File.ReadAllText(synthetics.Path))
        .Select(match => match.Groups[1].Value)
        .Append(Names.Env.ProbeKey)
        .Distinct()
        .Where(name => configuration[name] is { Length: > 0 })
        .ToDictionary(name => name, name => configuration[name]!);

    [GeneratedRegex(@"\$\{([A-Za-z_][A-Za-z0-9_]*)")]
    private static partial Regex Reference();
}
