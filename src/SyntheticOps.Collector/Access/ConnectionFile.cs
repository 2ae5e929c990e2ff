using System.Text.Json;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Collector.Access;

/// <summary>
/// DATA/connection.json (0600) tells synops and ops.cs on this machine where everything is; it exists while the process
/// runs. The login link goes there and to standard output, never to a logger.
/// </summary>
internal sealed class ConnectionFile(
    DataFolder data, OperatorKey key, LoginLinks links, ListenAddress address, SyntheticsConfiguration synthetics, IConfiguration configuration)
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
                shop,
                operatorKey = key.Own,
                login,
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
}
