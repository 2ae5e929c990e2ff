using System.Text.RegularExpressions;

namespace SyntheticOps.Checks.Configuration;

/// <summary>Reads one entry of `sites:`.</summary>
internal static partial class SiteReader
{
    private static readonly Uri Placeholder = new("http://unknown.invalid");

    public static Site Read(string name, ConfigMap map)
    {
        var url = map.Require("url")?.AsUrl() ?? Placeholder;
        return new Site
        {
            Name = name,
            Url = url,
            DisplayName = map.Find("name")?.AsText() is { Length: > 0 } given ? given : name,
            Languages = map.Find("languages") is { } languages ? [.. languages.AsItems().Select(Language)] : ["fr"],
            OwnOrigins = map.Find("own-origins") is { } origins ? [.. origins.AsItems().Select(Origin).OfType<Uri>()] : [url],
            Locations = map.Find("locations") is { } locations ? Locations(locations) : ["local"],
            Reach = map.Find("reach") is { } reach ? [.. reach.AsItems().Select(ReachReader.Read).OfType<ReachRule>()] : [],
            Gateways = map.Find("gateways") is { } gateways ? [.. gateways.AsItems().Select(Origin).OfType<Uri>()] : [],
            Maintenance = map.Find("maintenance")?.AsMap() is { } maintenance ? MaintenanceReader.Read(maintenance) : SiteMaintenance.None,
            CaFile = map.Find("ca")?.AsPath(),
            Drill = map.Find("drill")?.AsFlag() ?? false,
        };
    }

    private static List<string> Locations(ConfigNode node)
    {
        var locations = new List<string>();
        foreach (var item in node.AsItems())
        {
            var name = item.AsText();
            if (!EntryName.IsValid(name))
            {
                item.Fail($"a location's name is {EntryName.Form}");
            }
            else if (locations.Contains(name))
            {
                item.Fail($"the location '{name}' stands twice");
            }

            locations.Add(name);
        }

        if (locations.Count == 0)
        {
            node.Fail("at least one location is needed");
        }

        return locations;
    }

    private static string Language(ConfigNode node)
    {
        var language = node.AsText();
        if (!LanguageTag().IsMatch(language))
        {
            node.Fail("a language tag is expected (BCP 47), such as fr or en-GB");
        }

        return language;
    }

    private static Uri? Origin(ConfigNode node)
    {
        var url = node.AsUrl();
        if (url is { PathAndQuery: not "/" } or { Fragment.Length: > 0 })
        {
            node.Fail("an origin is expected: scheme, host and port without a path");
        }

        return url;
    }

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LanguageTag();
}
