using Microsoft.Extensions.Configuration;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Cli.Connection;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Keys;

namespace SyntheticOps.Cli.Gateways;

/// <summary>The gateways of one site and the key that operates them: explicit options win over connection.json, that over synthetics.yaml.</summary>
/// <param name="Name">Null when the gateways were given one by one.</param>
internal sealed record GatewaySite(string? Name, IReadOnlyList<Uri> Gateways, string OperatorKey)
{
    public static GatewaySite Find(IConfiguration variables, FileInfo? config, string? site, IReadOnlyList<Uri> gateways)
    {
        var running = ConnectionFile.FindRunning(variables, config);
        var key = KeySource.Find(variables, Names.Env.OperatorKey)?.Split(',')[0].Trim() ?? running?.OperatorKey
            ?? throw new CliException(
                Names.ExitCodes.Configuration, $"No operator key: set {Names.Env.OperatorKey} (or {Names.Env.OperatorKey}_FILE), or run this where the collector's connection.json is.");
        if (gateways.Count > 0)
        {
            return new GatewaySite(site, gateways, key);
        }

        var (name, found) = Choose(running?.Sites is { Count: > 0 } known ? known : Read(variables, config), site);
        return new GatewaySite(name, found, key);
    }

    private static (string Name, IReadOnlyList<Uri> Gateways) Choose(IReadOnlyDictionary<string, IReadOnlyList<Uri>> sites, string? wanted)
    {
        var candidates = sites.Where(site => wanted is null ? site.Value.Count > 0 : site.Key == wanted).ToList();
        return candidates switch
        {
            [var (name, gateways)] when gateways.Count > 0 => (name, gateways),
            [var (name, _)] => throw Lacking($"The site {name} has no `gateways`"),
            [] when wanted is not null => throw Lacking($"There is no site {wanted}; there is {string.Join(", ", sites.Keys)}"),
            [] => throw Lacking("No site of synthetics.yaml has `gateways`"),
            _ => throw Lacking($"Several sites have gateways: say which with --site: {string.Join(", ", candidates.Select(site => site.Key))}"),
        };
    }

    /// <summary>Without a collector on this machine: what synthetics.yaml says.</summary>
    private static Dictionary<string, IReadOnlyList<Uri>> Read(IConfiguration variables, FileInfo? config)
    {
        var path = config?.FullName ?? SyntheticsPath.Find(variables) ?? throw Lacking("Neither a running collector nor synthetics.yaml was found, so the gateways are not known");
        var (configuration, errors) = SyntheticsFile.Load(path, [], Variables.From(variables));
        errors.ThrowIfAny();
        return configuration!.Sites.Values.ToDictionary(site => site.Name, site => site.Gateways);
    }

    private static CliException Lacking(string what) => new(Names.ExitCodes.Configuration, $"{what}. Or give each with --gateway.");
}
