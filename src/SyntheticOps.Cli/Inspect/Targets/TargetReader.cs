using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using SyntheticOps.Checker.Headers.Lists;
using SyntheticOps.Checks.Network;
using SyntheticOps.Cli.Inspect.Hooks;

namespace SyntheticOps.Cli.Inspect.Targets;

/// <summary>Reads one target; a mistake says which member, what stands there and what is expected.</summary>
/// <param name="folder">Relative paths begin here.</param>
/// <param name="standard">Checks of a target that names none.</param>
internal sealed class TargetReader(string folder, IReadOnlyList<string> standard)
{
    private static readonly string[] Members = ["id", "host", "port", "checks", "connectTo", "ca", "preload", "resolver", "dnsServers"];

    private readonly Dictionary<string, PreloadList> _lists = [];

    private readonly SortedSet<string> _ignored = new(StringComparer.Ordinal);

    /// <summary>Members that nobody reads: notes of whoever wrote the file, or slips.</summary>
    public IReadOnlyCollection<string> Ignored => _ignored;

    public TargetEntry Read(JsonElement element, int number)
    {
        var place = TargetsFile.Place(number);
        try
        {
            var id = element.ValueKind == JsonValueKind.Object && element.TryGetProperty("id", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "";
            place = id.Length > 0 ? id : place;
            return new(place, Read(element, id), null);
        }
        catch (FormatException e)
        {
            return new(place, null, e.Message);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is JSON by its grammar and no text.
            return new(place, null, "one of its texts is no Unicode; \\uD800 to \\uDFFF stand in pairs only");
        }
    }

    private Target Read(JsonElement element, string id)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("an object is expected, such as {\"id\": \"shop\", \"host\": \"shop.example\"}");
        }

        _ignored.UnionWith(element.EnumerateObject().Select(member => member.Name).Where(name => !Members.Contains(name)).Take(20));
        if (id.Length is 0 or > 500)
        {
            throw new FormatException("id: a text of 1 to 500 characters is expected");
        }

        var host = TextOf(element, "host") ?? throw new FormatException("host: a name or an address is expected, such as \"shop.example\"");
        var (checks, url) = (ChecksOf(element), Target.UrlOf(host, PortOf(element)));
        return (url is null && checks.Any(check => check != Target.Dns)) || host.Length == 0 || host.Any(character => character is '/' or '@' or '?' or '#' || char.IsWhiteSpace(character))
            ? throw new FormatException($"host: '{Cut(host)}' is no host; a name or an address is expected, such as \"shop.example\"; the port stands under port")
            : new Target
            {
                Id = id,
                Host = host,
                Url = url,
                Checks = checks,
                ConnectTo = element.TryGetProperty("connectTo", out var places) ? new ConnectTo(PlacesOf(places)) : null,
                CaFile = TextOf(element, "ca") is { } ca ? Authority(ca) : null,
                Preload = PreloadOf(element),
                Resolver = TextOf(element, "resolver") is { } resolver
                    ? Addresses.Endpoint(resolver) ?? throw new FormatException($"resolver: '{Cut(resolver)}' is none; {Addresses.EndpointForm}")
                    : null,
                DnsServers = element.TryGetProperty("dnsServers", out var servers) ? ServersOf(servers) : [],
            };
    }

    private static int? PortOf(JsonElement element) => !element.TryGetProperty("port", out var port) || port.ValueKind == JsonValueKind.Null ? null
        : port.ValueKind == JsonValueKind.Number && port.TryGetInt32(out var number) && number is >= 1 and <= 65535 ? number
        : throw new FormatException($"port: {Cut(port.GetRawText())} is none; a number from 1 to 65535 is expected");

    private string[] ChecksOf(JsonElement element)
    {
        if (!element.TryGetProperty("checks", out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return [.. standard];
        }

        string[] checks = list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText()).Distinct()] : [];
        var unknown = Array.Find(checks, check => !Target.AllChecks.Contains(check));
        return checks.Length > 0 && unknown is null
            ? checks
            : throw new FormatException($"checks: {(unknown is null ? "none is named" : $"'{Cut(unknown)}' is not known")}; a list of {string.Join(", ", Target.AllChecks)} is expected");
    }

    private static IEnumerable<KeyValuePair<(string Host, int Port), IPEndPoint>> PlacesOf(JsonElement places) =>
        MembersOf(places, "connectTo", "\"host:port\": \"address:port\"").Select(place =>
            Addresses.Place(place.Key) is { } from && Addresses.Endpoint(place.Value) is { } to
                ? KeyValuePair.Create(from, to)
                : throw new FormatException($"connectTo: '{Cut(place.Key)}': '{Cut(place.Value)}' is no place; \"host:port\": \"address:port\" is expected, such as \"shop.example:443\": \"127.0.0.1:8443\""));

    private static Dictionary<string, IPEndPoint> ServersOf(JsonElement servers) =>
        MembersOf(servers, "dnsServers", "\"name\": \"address:port\"").ToDictionary(
            server => server.Key,
            server => Addresses.Endpoint(server.Value) ?? throw new FormatException($"dnsServers: '{Cut(server.Key)}': '{Cut(server.Value)}' is no place; {Addresses.EndpointForm}"));

    private static List<KeyValuePair<string, string>> MembersOf(JsonElement value, string member, string form) =>
        value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(item => item.Value.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateObject().DistinctBy(item => item.Name).Select(item => KeyValuePair.Create(item.Name, item.Value.GetString()!))]
            : throw new FormatException($"{member}: an object of {form} is expected");

    private static string? TextOf(JsonElement element, string member) => !element.TryGetProperty(member, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw new FormatException($"{member}: {Cut(value.GetRawText())} is none; a text is expected");

    private string Authority(string path)
    {
        try
        {
            var file = FileOf(path);
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(file);
            return certificates.Count > 0 ? file : throw new FormatException($"ca: {path} holds no certificate; a PEM file is expected");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException or InvalidDataException)
        {
            throw new FormatException($"ca: {path} cannot be used ({e.Message}); a PEM file is expected");
        }
    }

    /// <summary>A path, or the list itself.</summary>
    private PreloadList? PreloadOf(JsonElement element)
    {
        if (!element.TryGetProperty("preload", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        try
        {
            if (value.ValueKind != JsonValueKind.String)
            {
                return PreloadList.Read(value, "the value");
            }

            var file = FileOf(value.GetString()!);
            return _lists.TryGetValue(file, out var known) ? known : _lists[file] = PreloadList.Read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            throw new FormatException($"preload: {e.Message}");
        }
    }

    /// <summary>Devices and pipes have no length; some of them never end.</summary>
    private string FileOf(string path)
    {
        var file = new FileInfo(Path.GetFullPath(path, folder));
        return file.Length is > 0 and <= TargetsFile.Largest ? file.FullName : throw new InvalidDataException($"{Cut(path)} is empty, no file, or longer than {TargetsFile.Largest / 1024 / 1024} MiB");
    }

    private static string Cut(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
