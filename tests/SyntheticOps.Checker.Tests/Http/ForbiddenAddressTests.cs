using System.Net;
using SyntheticOps.Checker.Data;
using SyntheticOps.Checker.Dns;
using SyntheticOps.Checker.Headers;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checker.Provider;
using SyntheticOps.Checker.Stripe;
using SyntheticOps.Checker.Tests.Data;
using SyntheticOps.Checker.Tls;
using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.Checker.Webhook;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Network;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Http;

/// <summary>
/// CHK-08: the address set of PRB-30 by every way that a check takes: the target, a redirect, security.txt, TLS, DNS, a status
/// page, a webhook, Stripe's API, a JSON source, and the images that rows of a database name. The policy judges the address that is connected to; a listener on a forbidden port must see nobody.
/// </summary>
public sealed class ForbiddenAddressTests
{
    /// <summary>PORT is the forbidden listener's, which every spelling of loopback would reach.</summary>
    public static TheoryData<string> Hosts =>
    [
        "127.0.0.1", "127.9.9.9", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "2130706433", "0x7f000001", "0x7f.1", "127.1", "0177.0.0.1", "localhost", "localhost.",
        "169.254.169.254", "[::ffff:169.254.169.254]", "[64:ff9b::a9fe:a9fe]", "[2002:7f00:1::]", "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1", "[fd00::1]", "[fe80::1]", "0.0.0.0", "[::]",
        "forbidden.example", "rebinding.example",
    ];

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Run_ForbiddenTarget_IsNeverConnectedTo(string host)
    {
        await using var forbidden = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret");
        var url = new Uri($"http://{host}:{forbidden.Port}/");
        var site = Probe.SiteOf(url) with { Reach = [] };

        var http = await Probe.CheckAsync(new HttpCheckType(Transport()), site, "{http: {}}", TimeSpan.FromSeconds(5));
        var headers = await Probe.CheckAsync(new HeadersCheckType(Transport(), TimeProvider.System), site, "{headers: {}}", TimeSpan.FromSeconds(5));
        var tls = await Probe.CheckAsync(new TlsCheckType(new TlsCollector(Dialer(), new ChainBuilder(TimeProvider.System), TimeProvider.System)), site, $"{{tls: {{host: \"{url.Host}\", port: {forbidden.Port}}}}}", TimeSpan.FromSeconds(5));

        foreach (var result in new[] { http, headers, tls })
        {
            result.Reason.ShouldBe(Reasons.BlockedByPolicy, result.Message);
        }

        forbidden.Connections.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Run_RedirectThere_EndsAtTheHop(string host)
    {
        await using var forbidden = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret");
        await using var allowed = new RawServer($"HTTP/1.1 302 Found\r\nLocation: http://{host}:{forbidden.Port}/\r\nContent-Length: 0\r\n\r\n");
        var site = Probe.SiteOf(allowed.Url);

        var http = await Probe.CheckAsync(new HttpCheckType(Transport()), site, "{http: {}}", TimeSpan.FromSeconds(5));
        await Probe.CheckAsync(new HeadersCheckType(Transport(), TimeProvider.System), site, "{headers: {}}", TimeSpan.FromSeconds(5));

        http.Reason.ShouldBe(Reasons.BlockedByPolicy, http.Message);
        forbidden.Connections.ShouldBe(0);
        allowed.Connections.ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Run_OtherCheckThere_IsNeverConnectedTo(string host)
    {
        await using var forbidden = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret");
        var url = new Uri($"http://{host}:{forbidden.Port}/");
        var site = Probe.SiteOf(url) with { Reach = [] };
        using var shop = new ShopFile();
        shop.Run($"UPDATE products SET image = '{url}' || image");
        (ICheckType Type, string Yaml)[] checks =
        [
            (new ProviderCheckType(Transport(), TimeProvider.System), $"{{provider: {{status-page: '{url}'}}}}"),
            (new StripeCheckType(Transport(), TimeProvider.System), $"{{stripe: {{api: '{url}', key: sk_test_0123456789abcdef}}}}"),
            (new WebhookCheckType(Transport(), TimeProvider.System), "{webhook: {path: /hook, secret: whsec_0123456789abcdef}}"),
            (new DataCheckType(Transport(), TimeProvider.System), "{data: {source: {json: /api/products}, count: {table: products, path: $, falls-more-than: 5%}}}"),
            (new DataCheckType(Transport(), TimeProvider.System), $"{{data: {{source: {{sqlite: '{shop.Database}'}}, images: {{table: products, column: image, sample: 5}}}}}}"),
        ];

        foreach (var (type, yaml) in checks)
        {
            await Probe.CheckAsync(type, site, yaml, TimeSpan.FromSeconds(5));
        }

        forbidden.Connections.ShouldBe(0);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("10.0.0.1")]
    public async Task Run_DnsServerThere_IsNeverAsked(string address)
    {
        using var forbidden = new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)forbidden.Client.LocalEndPoint!).Port;
        var site = Probe.SiteOf(new Uri("https://shop.example")) with { Reach = [] };

        var result = await Probe.CheckAsync(new DnsCheckType(TimeProvider.System), site, $"{{dns: {{resolvers: \"{address}:{port}\"}}}}", TimeSpan.FromSeconds(5));

        (result.Outcome, result.Reason).ShouldBe((Outcome.Unknown, Reasons.BlockedByPolicy), result.Message);
        forbidden.Available.ShouldBe(0);
    }

    private static HttpTransport Transport() => new(Dialer(), TimeProvider.System);

    /// <summary>One name leads to a forbidden address, one does from the second question on; the policy never asks twice.</summary>
    private static ProbeDialer Dialer()
    {
        var asked = 0;
        return new(TimeProvider.System, async (host, token) => host.TrimEnd('.') switch
        {
            "forbidden.example" or "localhost" => [IPAddress.Loopback], // not every machine's resolver knows localhost with a dot
            "rebinding.example" => [++asked == 1 ? IPAddress.Parse("192.168.7.7") : IPAddress.Loopback],
            _ => await System.Net.Dns.GetHostAddressesAsync(host, token),
        });
    }
}
