using System.Net;
using System.Security.Cryptography;
using System.Text;
using SyntheticOps.Checker.Tests.Http;
using SyntheticOps.Checker.Tls;
using SyntheticOps.Checker.Tls.Certificates;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;

namespace SyntheticOps.Checker.Tests.Tls;

/// <summary>Runs a tls check from its YAML against a real server that the name shop.test leads to.</summary>
internal static class TlsProbe
{
    public static async Task<CheckResult> CheckAsync(int port, TestAuthority? ca = null, string host = Leaf.Host, string more = "", TimeSpan? timeout = null)
    {
        var entry = Read($"{{tls: {{host: \"{host}\", port: {port}{more}}}}}", out var errors);
        var site = SiteOf(port) with { CaFile = ca?.File };
        var definition = Probe.Definition(timeout) with { Type = "tls" };
        var check = TypeOf().Create(definition, site, entry.Find("tls")!, entry);
        errors.Lines.ShouldBeEmpty();
        using var limit = new CancellationTokenSource(definition.Timeout);
        return await check.RunAsync(Probe.Run(site, definition), limit.Token);
    }

    public static IReadOnlyList<string> Mistakes(string yaml)
    {
        var entry = Read(yaml, out var errors);
        TypeOf().Create(Probe.Definition(null), SiteOf(443), entry.Find("tls")!, entry);
        errors.ReportUnread();
        return errors.Lines;
    }

    /// <summary>Codes of a result, sorted, those of severity info apart.</summary>
    public static string Codes(this CheckResult result, bool info = false) => string.Join(' ', result.Findings
        .Where(finding => info || finding.Severity != SyntheticOps.ServiceDefaults.Telemetry.Severity.Info)
        .Select(finding => finding.Code).Order(StringComparer.Ordinal));

    public static Site SiteOf(int port) => new()
    {
        Name = "shop",
        DisplayName = "shop",
        Url = new Uri("https://shop.test"),
        Reach = [new ReachRule(IPNetwork.Parse("127.0.0.1/32"), port)],
    };

    private static TlsCheckType TypeOf()
    {
        var dialer = new ProbeDialer(TimeProvider.System, (_, _) => Task.FromResult(new[] { IPAddress.Loopback }));
        return new TlsCheckType(new TlsCollector(dialer, new ChainBuilder(TimeProvider.System), TimeProvider.System));
    }

    private static ConfigMap Read(string yaml, out ConfigErrors errors)
    {
        var file = Path.Combine(Path.GetTempPath(), $"synops-{RandomNumberGenerator.GetHexString(16)}.yaml");
        File.WriteAllText(file, yaml, Encoding.UTF8);
        errors = new ConfigErrors();
        var root = ConfigFile.Read(file, new Variables(_ => null), errors)!.AsMap();
        File.Delete(file);
        return root;
    }
}
