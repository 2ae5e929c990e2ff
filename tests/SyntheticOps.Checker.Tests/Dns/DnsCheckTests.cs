using System.Net;
using System.Security.Cryptography;
using SyntheticOps.Checker.Dns;
using SyntheticOps.Checker.Tests.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Dns;

/// <summary>The whole check from its YAML, against a private root and real servers.</summary>
public sealed class DnsCheckTests(PrivateInternet net) : IClassFixture<PrivateInternet>
{
    /// <summary>Both servers of the shop are one address here, and have no IPv6.</summary>
    private static readonly string[] Findings = ["answer-ok", "txt-ok", "https-rr-ok", "caa-ok", "mx-ok", "spf-ok", "dmarc-ok"];

    [Fact]
    public async Task RunAsync_HealthyZone_IsUp()
    {
        var result = await RunAsync("{dns: {name: shop.example, records: [A, AAAA, MX, CAA, NS, TXT], mail: [spf, dmarc], roots: ROOT}}");

        result.Message.ShouldBeNull();
        result.Outcome.ShouldBe(Outcome.Up);
        result.Findings.Select(finding => finding.Code).ShouldBe(Findings, ignoreOrder: true);
        result.Attributes["server.address"].ShouldBe("shop.example");
    }

    [Theory]
    [InlineData("www.shop.example", Outcome.Up, null, "caa-ok")]
    [InlineData("nothing.shop.example", Outcome.Down, "name_resolution_error", "name-nxdomain")]
    [InlineData("nothing.example", Outcome.Down, "name_resolution_error", "name-nxdomain")]
    [InlineData("loop.shop.example", Outcome.Degraded, "finding", "cname-loop")]
    [InlineData("long.shop.example", Outcome.Up, null, "cname-chain-long")]
    [InlineData("gone.shop.example", Outcome.Degraded, "finding", "cname-dangling")]
    [InlineData("many.shop.example", Outcome.Degraded, "finding", "address-private")]
    [InlineData("lame.example", Outcome.Degraded, "finding", "ns-refused")]
    [InlineData("silent.example", Outcome.Unknown, "resolver_error", "ns-timeout")]
    [InlineData("noglue.example", Outcome.Unknown, "resolver_error", "glue-missing")]
    [InlineData("stranger.example", Outcome.Up, null, "ns-parent-child-mismatch")]
    public async Task RunAsync_Name_HasOutcomeReasonAndFinding(string name, Outcome outcome, string? reason, string code)
    {
        var result = await RunAsync($"{{dns: {{name: {name}, roots: ROOT}}}}");

        result.Findings.Select(finding => finding.Code).ShouldContain(code, $"{result.Outcome} {result.Reason} {result.Message}");
        result.Outcome.ShouldBe(outcome);
        result.Reason.ShouldBe(reason);
    }

    [Fact]
    public async Task RunAsync_ServersThatReachDoesNotName_AreNeverAsked()
    {
        Assert.SkipWhen(net.Missing is not null, $"{net.Missing} is not installed");

        var result = await RunAsync("{dns: {name: shop.example, roots: ROOT}}", reach: []);

        result.Outcome.ShouldBe(Outcome.Unknown);
        result.Reason.ShouldBe(Reasons.BlockedByPolicy);
        result.Message.ShouldNotBeNull().ShouldContain("reach");
    }

    [Fact]
    public async Task RunAsync_RecordsThatDiffer_AreDrift()
    {
        var file = Path.Combine(Path.GetTempPath(), $"synops-{RandomNumberGenerator.GetHexString(16)}.json");
        try
        {
            var yaml = $"{{dns: {{name: shop.example, records: [A, MX, NS], roots: ROOT, baseline: {file}}}}}";
            (await RunAsync(yaml)).Outcome.ShouldBe(Outcome.Up);
            (await RunAsync(yaml)).Findings.ShouldNotContain(finding => finding.Kind == FindingKind.Drift);
            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("8.8.4.4", "9.9.9.9", StringComparison.Ordinal), TestContext.Current.CancellationToken);

            var result = await RunAsync(yaml);

            result.Outcome.ShouldBe(Outcome.Degraded);
            result.Reason.ShouldBe(Reasons.Finding);
            result.Findings.Where(finding => finding.Kind == FindingKind.Drift).Select(finding => (finding.Code, finding.Subject, finding.Args[0]))
                .ShouldBe([("record-removed", "shop.example A", "9.9.9.9"), ("record-added", "shop.example A", "8.8.4.4")], ignoreOrder: true);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task RunAsync_SilentResolver_IsUnknownAndWritesNoBaseline()
    {
        var file = Path.Combine(Path.GetTempPath(), $"synops-{RandomNumberGenerator.GetHexString(16)}.json");
        await using var server = new Client.FakeServer().Start();

        var result = await RunAsync($"{{dns: {{name: shop.example, resolvers: [\"{server.Address}\"], baseline: {file}}}}}", [server.Address], TimeSpan.FromSeconds(6));

        result.Outcome.ShouldBe(Outcome.Unknown);
        result.Reason.ShouldBe(Reasons.ResolverError);
        File.Exists(file).ShouldBeFalse();
    }

    /// <summary>An authoritative server does as a resolver for its own zone.</summary>
    [Fact]
    public async Task RunAsync_Resolvers_AreComparedAndOneIsEnough()
    {
        Assert.SkipWhen(net.Missing is not null, $"{net.Missing} is not installed");
        await using var liar = new Client.FakeServer { OnUdp = query => [Client.DnsClientTests.Answer(query, address: "192.0.2.66").Build()] }.Start();

        var result = await RunAsync($"{{dns: {{name: shop.example, records: A, resolvers: [\"{net.ShopServer}\", \"{liar.Address}\"]}}}}", [net.ShopServer, liar.Address]);

        result.Outcome.ShouldBe(Outcome.Up);
        result.Findings.Single(finding => finding.Code == "resolver-mismatch").Args.ShouldBe(["8.8.4.4, 8.8.8.8", "192.0.2.66"]);
    }

    private Task<CheckResult> RunAsync(string yaml)
    {
        Assert.SkipWhen(net.Missing is not null, $"{net.Missing} is not installed");
        return RunAsync(yaml, [new(IPAddress.Parse(net.Root), net.Port), net.ShopServer, new(IPAddress.Parse(net.Shop[..^1] + "9"), net.Port)]);
    }

    private async Task<CheckResult> RunAsync(string yaml, IPEndPoint[] reach, TimeSpan? timeout = null)
    {
        var entry = DnsCheckTypeTests.Read(yaml.Replace("ROOT", $"\"{net.Root}:{net.Port}\"", StringComparison.Ordinal), out var errors);
        var site = Probe.SiteOf(new Uri("https://shop.example")) with { Reach = [.. reach.Select(peer => new ReachRule(new IPNetwork(peer.Address, 32), peer.Port))] };
        var definition = Probe.Definition(timeout ?? TimeSpan.FromSeconds(60));
        var check = new DnsCheckType(TimeProvider.System).Create(definition, site, entry.Find("dns")!, entry);
        errors.Lines.ShouldBeEmpty();
        return await check.RunAsync(Probe.Run(site, definition), TestContext.Current.CancellationToken);
    }
}
