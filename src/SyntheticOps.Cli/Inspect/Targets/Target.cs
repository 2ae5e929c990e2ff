using System.Net;
using SyntheticOps.Checker.Headers;
using SyntheticOps.Checker.Headers.Lists;
using SyntheticOps.Checks.Network;

namespace SyntheticOps.Cli.Inspect.Targets;

/// <summary>One site to inspect; what it says itself goes before the options of the command line.</summary>
internal sealed record Target
{
    public const string Headers = "headers";
    public const string Tls = "tls";
    public const string Dns = "dns";
    public const string SecurityTxt = "securitytxt";

    public static IReadOnlyList<string> AllChecks { get; } = [Headers, Tls, Dns, SecurityTxt];

    /// <summary>The key of its results.</summary>
    public required string Id { get; init; }

    /// <summary>As written: a name in any script, or an address.</summary>
    public required string Host { get; init; }

    /// <summary>Null when the host cannot stand in a URL; then only its DNS can be looked at.</summary>
    public Uri? Url { get; init; }

    public IReadOnlyList<string> Checks { get; init; } = AllChecks;

    public ConnectTo? ConnectTo { get; init; }

    /// <summary>PEM file of an authority.</summary>
    public string? CaFile { get; init; }

    public PreloadList? Preload { get; init; }

    public IPEndPoint? Resolver { get; init; }

    /// <summary>Where name servers listen, by their name.</summary>
    public IReadOnlyDictionary<string, IPEndPoint> DnsServers { get; init; } = new Dictionary<string, IPEndPoint>();

    /// <summary>The page without TLS, or with it: on the other usual port, also when only the mapping of connections knows one.</summary>
    public Uri? Counterpart => Url switch
    {
        null => null,
        { Scheme: "https", IsDefaultPort: false } url when ConnectTo?.Find(url.IdnHost, 80) is not null => new UriBuilder(url) { Scheme = Uri.UriSchemeHttp, Port = 80 }.Uri,
        var url => HeadersCheckType.CounterpartOf(url),
    };

    /// <summary>`https://HOST/`, with http on port 80; null for what is no host.</summary>
    public static Uri? UrlOf(string host, int? port)
    {
        var name = host.Contains(':', StringComparison.Ordinal) && host[0] != '[' ? $"[{host}]" : host;
        var scheme = port == 80 ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
        return Uri.TryCreate($"{scheme}://{name}:{port ?? 443}/", UriKind.Absolute, out var url) && url is { UserInfo: "", PathAndQuery: "/", Fragment: "" } && url.IdnHost.Length > 0 ? url : null;
    }
}
