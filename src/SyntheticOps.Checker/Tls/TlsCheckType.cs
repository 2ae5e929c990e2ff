using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Tls;

/// <summary>`tls: {host, port, url, expires-within, baseline}`; without a target, the https port of the site.</summary>
internal sealed class TlsCheckType(TlsCollector collector) : ICheckType
{
    private const int HttpsPort = 443;

    public string Name => "tls";

    public ICheck Create(CheckDefinition definition, Site site, ConfigNode body, ConfigMap entry)
    {
        var map = body.IsNull ? null : body.AsMap();
        var url = map?.Find("url") is { } node ? Https(node) : site.Url;
        var host = map?.Find("host") is { } name ? HostOf(name) : null;
        if (host is not null && map!.Keys.Contains("url"))
        {
            map.Fail("host", "either url or host (with port) says where to look, not both");
        }

        return new TlsCheck(collector, new TlsTarget
        {
            Host = host ?? url.IdnHost.Trim('[', ']'),
            Port = map?.Find("port")?.AsInteger(1, 65535) ?? (host is null && url.Scheme == Uri.UriSchemeHttps ? url.Port : HttpsPort),
            ExpiresWithin = map?.Find("expires-within")?.AsDuration(TimeSpan.FromHours(1), TimeSpan.FromDays(398)),
        }, map?.Find("baseline")?.AsPath());
    }

    private static Uri Https(ConfigNode node)
    {
        var url = node.AsUrl();
        if (url is not null && url.Scheme != Uri.UriSchemeHttps)
        {
            node.Fail("an https URL is expected, such as https://shop.example");
        }

        return url ?? new Uri("https://localhost");
    }

    private static string HostOf(ConfigNode node)
    {
        var text = node.AsText();
        if (Uri.TryCreate($"https://{text}/", UriKind.Absolute, out var url) && url is { IsDefaultPort: true, AbsolutePath: "/", UserInfo: "", Query: "", Fragment: "" })
        {
            return url.IdnHost.Trim('[', ']');
        }

        node.Fail("a host is expected, such as shop.example or [2001:db8::1]; the port stands under port");
        return "localhost";
    }
}
