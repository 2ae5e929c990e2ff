using System.CommandLine;
using System.Net;
using System.Text.Json;
using SyntheticOps.Checker.Dns.Dnssec;

namespace SyntheticOps.Cli.Inspect.Hooks;

/// <summary>The options that lead DNS questions elsewhere.</summary>
internal sealed class DnsHookOptions
{
    private const string EndpointsForm = """a JSON object such as {"192.0.2.53:53": "127.0.0.1:5353"} is expected""";

    private readonly Option<FileInfo?> _endpoints = PathOption.File("--dns-endpoints", """JSON file of name servers that listen elsewhere: {"192.0.2.53:53": "127.0.0.1:5353"}.""");

    private readonly Option<string?> _resolver = new("--resolver")
    {
        Description = "ADDRESS:PORT of a resolver to ask instead of this machine's.",
        CustomParser = result =>
        {
            if (result.Tokens is [var token] && Addresses.Endpoint(token.Value) is not null)
            {
                return token.Value;
            }

            result.AddError($"--resolver: {Addresses.EndpointForm}.");
            return null;
        },
    };

    private readonly Option<FileInfo?> _hints = PathOption.File("--root-hints", "File of root servers to begin with, as named.root has them.");

    private readonly Option<FileInfo?> _anchor = PathOption.File("--trust-anchor", "File of the root's DS or DNSKEY records to trust instead of IANA's.");

    private readonly Option<string[]> _servers = HookOptions.Many(
        "--dns-server", "NAME=ADDRESS:PORT: where a name server listens, whatever its addresses are. May be repeated.", "NAME=ADDRESS:PORT is expected, such as ns1.shop.example=127.0.0.1:5353", text => Server(text) is not null);

    public IEnumerable<Option> All => [_endpoints, _resolver, _hints, _anchor, _servers];

    /// <exception cref="CliException">A file cannot be used; the message names the option.</exception>
    public DnsHooks Read(ParseResult parsed) => new()
    {
        Endpoints = parsed.GetValue(_endpoints) is { } endpoints ? HookOptions.Use("--dns-endpoints", () => EndpointsOf(endpoints)) : null,
        Resolver = Addresses.Endpoint(parsed.GetValue(_resolver)),
        Roots = parsed.GetValue(_hints) is { } hints ? HookOptions.Use("--root-hints", () => HintsFile.Read(hints.FullName)) : [],
        TrustAnchors = parsed.GetValue(_anchor) is { } anchor ? HookOptions.Use("--trust-anchor", () => TrustAnchorFile.Parse(File.ReadAllText(anchor.FullName))) : null,
        Servers = (parsed.GetValue(_servers) ?? []).Select(server => Server(server)!.Value).DistinctBy(server => server.Key).ToDictionary(),
    };

    private static KeyValuePair<string, IPEndPoint>? Server(string text) =>
        text.Split('=') is [{ Length: > 0 } name, var place] && Addresses.Endpoint(place) is { } endpoint ? KeyValuePair.Create(name, endpoint) : null;

    private static Dictionary<IPEndPoint, IPEndPoint> EndpointsOf(FileInfo file)
    {
        try
        {
            var entries = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file.FullName)) ?? throw new FormatException(EndpointsForm);
            return entries.ToDictionary(entry => Endpoint(entry.Key), entry => Endpoint(entry.Value));
        }
        catch (JsonException e)
        {
            throw new FormatException($"{file}: {EndpointsForm}", e);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"{file}: an endpoint stands there twice", e);
        }
    }

    /// <summary>A server's port is 53 unless it says another one.</summary>
    private static IPEndPoint Endpoint(string text) =>
        Addresses.Endpoint(text) ?? (IPAddress.TryParse(text, out var address) ? new(address, 53) : throw new FormatException($"'{text}' is no endpoint; {EndpointsForm}"));
}
