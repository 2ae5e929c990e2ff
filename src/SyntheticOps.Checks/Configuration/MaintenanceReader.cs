using System.Globalization;
using System.Text.RegularExpressions;
using Cronos;

namespace SyntheticOps.Checks.Configuration;

/// <summary>Reads `maintenance:` of a site. What a window stops and lets through is checked again by the gateways.</summary>
internal static partial class MaintenanceReader
{
    private const int MaximumText = 400;

    public static SiteMaintenance Read(ConfigMap map) => new(
        map.Find("automatic")?.AsMap() is { } automatic ? Automatic(automatic) : null,
        map.Find("windows")?.AsMap() is { } windows ? [.. windows.Entries().Select(entry => Window(entry.Name, entry.Value))] : []);

    private static AutomaticMaintenance Automatic(ConfigMap map) => new(
        map.Find("severity")?.AsChoice("critical", "major", "minor") ?? "critical",
        map.Find("on")?.AsFlag() ?? true,
        map.Find("off")?.AsFlag() ?? true);

    private static PlannedWindow Window(string name, ConfigNode node)
    {
        if (!WindowName().IsMatch(name))
        {
            node.Fail("a window's name is 1 to 40 of a-z, 0-9 and -");
        }

        var map = node.AsMap();
        var cron = map.Find("cron");
        var from = map.Find("from");
        var zone = map.Find("zone");
        if ((cron is null) == (from is null))
        {
            map.Fail("one of cron (recurring) and from (once) is expected here");
        }

        if ((cron is null) != (zone is null))
        {
            map.Fail("zone", "cron and zone stand together: cron: 0 3 * * SUN, zone: Europe/Paris");
        }

        return new PlannedWindow
        {
            Name = name,
            Cron = cron is null ? null : Checked(cron, text => CronExpression.TryParse(text, CronFormat.Standard, out _), "a cron expression of five fields, such as 0 3 * * SUN"),
            Zone = zone is null ? null : Checked(zone, text => TimeZoneInfo.TryFindSystemTimeZoneById(text, out _), "an IANA time zone, such as Europe/Paris"),
            From = from is null ? null : Time(from),
            For = map.Require("for")?.AsDuration(TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)) ?? TimeSpan.FromMinutes(30),
            Reason = map.Find("reason")?.AsText() ?? "",
            Hosts = List(map, "hosts", text => Uri.CheckHostName(text) != UriHostNameType.Unknown, "a host name without port"),
            Paths = List(map, "paths", text => text is ['/', ..] && text.Length <= 200, "a path prefix that starts with /"),
            Methods = List(map, "methods", text => text.Length is > 0 and <= 20 && text.All(char.IsAsciiLetterUpper), "a method in capitals"),
            Allow = List(map, "allow", text => text.Length is > 0 and <= 200, "an address, a range or a path"),
            MessageFr = map.Find("message-fr") is { } french ? Checked(french, text => text.Length <= MaximumText, "a text of at most 400 characters") : null,
            MessageEn = map.Find("message-en") is { } english ? Checked(english, text => text.Length <= MaximumText, "a text of at most 400 characters") : null,
        };
    }

    private static IReadOnlyList<string> List(ConfigMap map, string key, Func<string, bool> isRight, string expected) =>
        map.Find(key) is { } node ? [.. node.AsItemsOrOne().Select(item => Checked(item, isRight, expected))] : [];

    private static DateTimeOffset? Time(ConfigNode node)
    {
        var text = node.AsText();
        if (Rfc3339().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var time))
        {
            return time;
        }

        node.Fail("a time with its offset is expected, such as 2026-12-01T02:00:00+01:00");
        return null;
    }

    private static string Checked(ConfigNode node, Func<string, bool> isRight, string expected)
    {
        var text = node.AsText();
        if (!isRight(text))
        {
            node.Fail($"this is not {expected}");
        }

        return text;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex WindowName();

    [GeneratedRegex(@"\A\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}
