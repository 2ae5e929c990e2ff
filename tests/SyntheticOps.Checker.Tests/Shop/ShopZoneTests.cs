using System.Net;
using SyntheticOps.Checker.Dns;
using SyntheticOps.Checker.Tests.Http;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Shop;

/// <summary>The demo shop behind a name of a local zone: a healthy zone gives no finding, and each DNS fault exactly its own and nothing else.</summary>
public sealed class ShopZoneTests(ShopProcess shop, ShopZones zones) : IClassFixture<ShopProcess>, IClassFixture<ShopZones>
{
    public static TheoryData<string> Faults => [.. ZoneFault.All.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_One_IsFoundAndNothingElse(string name)
    {
        Assert.SkipWhen(zones.Missing is not null, $"{zones.Missing} is not installed");
        var fault = ZoneFault.All.Single(fault => fault.Name == name);
        var host = fault.Watched + ShopZones.ZoneOf(fault);
        var site = Site(host);

        var dns = await Probe.CheckAsync(
            new DnsCheckType(TimeProvider.System),
            site,
            $"{{dns: {{name: {host}, records: [A], mail: {(fault.Watched.Length == 0 ? "[spf, dmarc]" : "auto")}, roots: \"{zones.Root}:{zones.Port}\", trust-anchor: {zones.AnchorFile}}}}}",
            TimeSpan.FromSeconds(60));
        var home = await Probe.CheckAsync(site, "{http: {path: /, expect: {text: Parfums}}}", TimeSpan.FromSeconds(30), new ProbeDialer(TimeProvider.System, zones.ResolveAsync));

        string[] seen =
        [
            .. dns.Findings.Where(finding => finding.Severity != Severity.Info).Select(finding => $"dns: {finding.Code}").Order(StringComparer.Ordinal),
            .. home.Outcome == Outcome.Up ? Array.Empty<string>() : [$"home: {home.Reason}"],
        ];
        seen.ShouldBe(
            fault.Expected.Split('|', StringSplitOptions.RemoveEmptyEntries),
            $"{dns.Outcome} {dns.Message} {home.Message}\n{string.Join('\n', dns.Findings.Select(finding => $"{finding.Code} {finding.Subject}: {finding.Text}"))}");
        (dns.Outcome == Outcome.Unknown).ShouldBeFalse(dns.Message);
    }

    private Site Site(string host) => new()
    {
        Name = "shop",
        DisplayName = "shop",
        Url = new UriBuilder(Uri.UriSchemeHttp, host, shop.Url.Port).Uri,
        Reach =
        [
            new ReachRule(IPNetwork.Parse("127.0.0.1/32"), shop.Url.Port), new ReachRule(IPNetwork.Parse("127.56.0.0/16"), zones.Port),
            new ReachRule(IPNetwork.Parse("127.57.0.0/16"), zones.Port), new ReachRule(IPNetwork.Parse("127.58.0.0/16"), zones.Port),
        ],
    };
}
