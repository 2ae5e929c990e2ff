using System.Text.Json;
using Microsoft.Extensions.Configuration;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Keys;

namespace SyntheticOps.Cli.Connection;

/// <summary>Finds the running system: explicit options win over variables, both over the collector's connection.json.</summary>
internal static class ConnectionFile
{
    private const string FileName = "connection.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    /// <param name="variables">The environment.</param>
    /// <param name="config">synthetics.yaml when the command line names one.</param>
    public static SystemConnection Find(IConfiguration variables, FileInfo? config, Uri? collector, Uri? shop)
    {
        var file = FindRunning(variables, config);
        var key = KeySource.Find(variables, Names.Env.OperatorKey)?.Split(',')[0].Trim() ?? file?.OperatorKey;
        var address = collector ?? file?.Collector;
        return address is not null && key is not null
            ? new SystemConnection { Collector = address, Shop = shop ?? file?.Shop, OperatorKey = key }
            : throw new CliException(
                Names.ExitCodes.Configuration,
                $"No running collector was found: {PathOf(variables, config) ?? FileName} does not exist. Start the system with `dotnet run ops.cs up`, or give --collector and {Names.Env.OperatorKey}.");
    }

    /// <summary>What the collector on this machine says of itself; null when none runs.</summary>
    public static SystemConnection? FindRunning(IConfiguration variables, FileInfo? config) => PathOf(variables, config) is { } path && File.Exists(path) ? Read(path) : null;

    /// <summary>The variables of a running demo, so that `synops run` sees what its probes see; none when nothing runs.</summary>
    public static IReadOnlyDictionary<string, string?> FindVariables(IConfiguration variables, FileInfo? config) =>
        FindRunning(variables, config)?.Variables ?? new Dictionary<string, string?>();

    /// <summary>In SYNOPS_DATA when that is the collector's folder, else in the collector's usual one beside synthetics.yaml.</summary>
    private static string? PathOf(IConfiguration variables, FileInfo? config)
    {
        if (config is null && variables[Names.Env.Data] is { Length: > 0 } data && Path.Combine(Path.GetFullPath(data), FileName) is var own && File.Exists(own))
        {
            return own;
        }

        var synthetics = config?.FullName ?? SyntheticsPath.Find(variables);
        return synthetics is null ? null : Path.Combine(Path.GetDirectoryName(synthetics)!, ".synops", "collector", FileName);
    }

    private static SystemConnection Read(string path)
    {
        try
        {
            var read = JsonSerializer.Deserialize<SystemConnection>(File.ReadAllText(path), Json) ?? throw new JsonException("it is empty");
            return AddressOption.IsOrigin(read.Collector) && (read.Shop is null || read.Shop is { IsAbsoluteUri: true, Scheme: "http" or "https" }) && read.OperatorKey.All(char.IsAsciiLetterOrDigit)
                && read.Sites.Values.SelectMany(gateways => gateways).All(AddressOption.IsOrigin)
                ? read
                : throw new JsonException("expected http addresses and a key of letters and digits");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CliException(Names.ExitCodes.Configuration, $"{path} cannot be read: {e.Message}");
        }
    }
}
