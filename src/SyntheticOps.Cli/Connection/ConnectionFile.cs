using System.Text.Json;
using Microsoft.Extensions.Configuration;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Cli.Connection;

/// <summary>Finds the running system: explicit options win over variables, both over the collector's connection.json.</summary>
internal static class ConnectionFile
{
    private const string FileName = "connection.json";

    public static SystemConnection Find(string? config, Uri? collector, Uri? shop)
    {
        var variables = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var path = PathOf(variables, config);
        var file = path is not null && File.Exists(path) ? Read(path) : null;
        var key = variables[Names.Env.OperatorKey] ?? ReadKeyFile(variables) ?? file?.OperatorKey;
        var address = collector ?? file?.Collector;
        return address is not null && key is not null
            ? new SystemConnection { Collector = address, Shop = shop ?? file?.Shop, OperatorKey = key }
            : throw new CliException(
                Names.ExitCodes.Configuration,
                $"No running collector was found: {path ?? FileName} does not exist. Start the system with `dotnet run ops.cs up`, or give --collector and {Names.Env.OperatorKey}.");
    }

    private static string? PathOf(IConfiguration variables, string? config)
    {
        var synthetics = config is null ? SyntheticsPath.Find(variables) : Path.GetFullPath(config);
        return synthetics is null ? null : Path.Combine(Path.GetDirectoryName(synthetics)!, ".synops", "collector", FileName);
    }

    private static string? ReadKeyFile(IConfiguration variables) =>
        variables[Names.Env.OperatorKey + "_FILE"] is { Length: > 0 } path ? File.ReadAllText(path).Trim() : null;

    private static SystemConnection Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<SystemConnection>(File.ReadAllText(path), JsonSerializerOptions.Web)
                ?? throw new JsonException("it is empty");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CliException(Names.ExitCodes.Configuration, $"{path} cannot be read: {e.Message}");
        }
    }
}
