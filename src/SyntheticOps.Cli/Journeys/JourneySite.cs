using System.Net;
using Microsoft.Extensions.Configuration;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Cli.Journeys;

/// <summary>Which site a journey walks through.</summary>
internal static class JourneySite
{
    /// <summary>Who names an address may reach it, whatever network it is in; nothing else there.</summary>
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128"), IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("fc00::/7"),
    ];

    public static Site Find(JourneyRequest request, IConfiguration environment) => request.Url is { } url ? Of(url) : FromFile(request, environment);

    private static Site Of(Uri url) => new()
    {
        Name = "journey",
        DisplayName = url.IdnHost,
        Url = new Uri(url.GetLeftPart(UriPartial.Authority)),
        OwnOrigins = [new Uri(url.GetLeftPart(UriPartial.Authority))],
        Reach = [.. Private.Select(network => new ReachRule(network, url.Port))],
    };

    private static Site FromFile(JourneyRequest request, IConfiguration environment)
    {
        var path = request.Config?.FullName ?? SyntheticsPath.Find(environment) ?? throw new CliException(
            Names.ExitCodes.Configuration, "No synthetics.yaml was found, so the site is not known: give --url or --config.");
        var (configuration, errors) = SyntheticsFile.Load(path, [], Variables.From(environment));
        errors.ThrowIfAny();
        var sites = configuration!.Sites;
        return request.Site is { } name
            ? sites.GetValueOrDefault(name) ?? throw new CliException(Names.ExitCodes.Configuration, $"{path} has no site {name}; it has {string.Join(", ", sites.Keys)}.")
            : sites.Count == 1 ? sites.Values.First() : throw new CliException(Names.ExitCodes.Configuration, $"{path} has several sites: say which with --site: {string.Join(", ", sites.Keys)}.");
    }
}
