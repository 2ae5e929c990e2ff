using System.Diagnostics;
using System.Globalization;
using System.Net;
using SyntheticOps.Checker.Dns;
using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.Checker.Tests.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Dns.Dnssec;

/// <summary>The whole check against real servers and zones with every fault; delv gives the second opinion.</summary>
public sealed class DnssecCheckTests(SignedInternet net) : IClassFixture<SignedInternet>
{
    public static TheoryData<string, string> Cases => [.. SignedCases.All.Select(one => (one.Name, one.Codes))];

    public static TheoryData<string, string, string> Opinions => [.. SignedCases.All.Where(one => one.Delv is not null).Select(one => (one.Name, one.Asked, one.Delv!))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task RunAsync_Zone_GivesExactlyTheFindings(string name, string codes)
    {
        var result = await RunAsync($"{{dns: {{name: {name}, records: [], roots: \"{net.First}:{net.Port}\", trust-anchor: {net.AnchorFile}}}}}");

        result.Findings.Where(finding => finding.Code.StartsWith("dnssec-", StringComparison.Ordinal)).Select(finding => finding.Code).Distinct()
            .ShouldBe(codes.Split(' '), ignoreOrder: true, $"{result.Outcome} {result.Message}\n{string.Join('\n', result.Findings.Select(finding => $"{finding.Code}: {finding.Text}"))}");
        (result.Outcome == Outcome.Unknown).ShouldBeFalse(result.Message);
    }

    /// <summary>delv asks our one server for the whole tree, and validates by itself.</summary>
    [Theory]
    [MemberData(nameof(Opinions))]
    public async Task Delv_SameName_SaysTheSame(string name, string type, string opinion)
    {
        Assert.SkipWhen(net.Missing is not null || Knot.Find("delv") is null, "knotd or delv is not installed");
        var anchor = TrustAnchorFile.Parse(await File.ReadAllTextAsync(net.AnchorFile, TestContext.Current.CancellationToken)).Single().Digest;
        var keys = net.FileOf($"delv-{name}", $"trust-anchors {{ . static-ds {string.Join(' ', anchor.Numbers)} \"{Convert.ToHexString(anchor.Octets)}\"; }};\n");
        var start = new ProcessStartInfo(Knot.Find("delv")!, ["@" + net.First, "-p", net.Port.ToString(CultureInfo.InvariantCulture), "-a", keys, "+root=.", name, type]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var delv = Process.Start(start)!;
        var error = delv.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var text = await delv.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await error;
        await delv.WaitForExitAsync(TestContext.Current.CancellationToken);

        (text.Contains("fully validated", StringComparison.Ordinal) ? "secure" : text.Contains("unsigned answer", StringComparison.Ordinal) ? "insecure" : "bogus").ShouldBe(opinion, text);
    }

    private async Task<CheckResult> RunAsync(string yaml)
    {
        Assert.SkipWhen(net.Missing is not null, $"{net.Missing} is not installed");
        var entry = DnsCheckTypeTests.Read(yaml, out var errors);
        var site = Probe.SiteOf(new Uri("https://shop.example")) with { Reach = [.. new[] { net.First, net.Second }.Select(address => new ReachRule(new IPNetwork(address, 32), net.Port))] };
        var definition = Probe.Definition(TimeSpan.FromSeconds(60));
        var check = new DnsCheckType(TimeProvider.System).Create(definition, site, entry.Find("dns")!, entry);
        errors.Lines.ShouldBeEmpty();
        return await check.RunAsync(Probe.Run(site, definition), TestContext.Current.CancellationToken);
    }
}
