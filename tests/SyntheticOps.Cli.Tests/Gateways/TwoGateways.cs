using System.Text.Json;
using SyntheticOps.Cli.Tests.Support;
using SyntheticOps.Testing;

namespace SyntheticOps.Cli.Tests.Gateways;

/// <summary>Two real gateways of one site, and the connection.json by which synops finds them.</summary>
public sealed class TwoGateways : IAsyncLifetime
{
    private const string Key = "operatorkey0123456789abcdef";

    private readonly Workspace _folder = new();
    private readonly List<ServiceProcess> _gateways = [];

    /// <summary>Their admin addresses.</summary>
    public IReadOnlyList<Uri> Admin => [.. _gateways.Select(gateway => gateway.Addresses[0])];

    /// <summary>Where their customers come in.</summary>
    public IReadOnlyList<Uri> Http => [.. _gateways.Select(gateway => gateway.Addresses[1])];

    public async ValueTask InitializeAsync()
    {
        foreach (var name in new[] { "one", "two" })
        {
            _gateways.Add(await ServiceProcess.StartAsync("SyntheticOps.Gateway", 2,
            [
                ("SYNOPS_DATA", _folder[name]),
                ("SYNOPS_OPERATOR_KEY", Key),
                ("Kestrel__Endpoints__http__Url", "http://127.0.0.1:0"),
                ("Kestrel__Endpoints__admin__Url", "http://127.0.0.1:0"),
                ("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information"),
                ("Guard__Lists__NeverBlock__0", "198.51.100.0/24"),
                ("services__parfumerie__http__0", "http://127.0.0.1:1"),
            ]));
        }

        Know(("shop", Admin), ("blog", []));
    }

    public ValueTask DisposeAsync()
    {
        _gateways.ForEach(gateway => gateway.Dispose());
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What connection.json says from now on.</summary>
    public void Know(params (string Name, IReadOnlyList<Uri> Gateways)[] sites) => _folder.Write(".synops/collector/connection.json", JsonSerializer.Serialize(new
    {
        collector = "http://127.0.0.1:1",
        operatorKey = Key,
        sites = sites.ToDictionary(site => site.Name, site => site.Gateways),
    }));

    /// <summary>Runs a command that finds the gateways by connection.json, and reads what it wrote.</summary>
    internal async Task<(int Exit, JsonElement? Document, string Errors)> RunAsync(params string[] arguments)
    {
        var json = _folder[$"{Guid.NewGuid():N}.json"];
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = await CommandLine.RunAsync([.. arguments, "-c", _folder["synthetics.yaml"], "--json", json, "--as", "anna"], output, errors);
        return (exit, File.Exists(json) ? JsonDocument.Parse(await File.ReadAllTextAsync(json)).RootElement : null, errors.ToString());
    }
}
