using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SyntheticOps.Cli.Inspect.Hooks;
using SyntheticOps.Cli.Inspect.Running;
using SyntheticOps.Cli.Inspect.Targets;
using SyntheticOps.Cli.Tests.Support;
using SyntheticOps.Checks.Network;
using SyntheticOps.ServiceDefaults.Telemetry;
using SyntheticOps.Testing;

namespace SyntheticOps.Cli.Tests.Inspect;

/// <summary>A product that grades others: the real collector over https, with a certificate of an authority made here.</summary>
public sealed class OwnPagesTests
{
    private const string Host = "ops.shop.example";

    [Fact]
    public async Task Inspect_DashboardAndStatusPage_GetAPlusAndNoFinding()
    {
        using var folder = Workspace.Watching(new Uri("http://127.0.0.1:1"), "  home: {http: {path: /}, every: 1h}");
        MakeCertificates(folder);
        using var collector = await ServiceProcess.StartAsync(
            "SyntheticOps.Collector",
            3,
            [
                ("SYNOPS_DATA", folder["data"]),
                ("SYNOPS_CONFIG", folder["synthetics.yaml"]),
                ("Access__AllowedHosts__0", Host),
                ("Kestrel__Endpoints__http__Url", "https://127.0.0.1:0"),
                ("Kestrel__Endpoints__http__Certificate__Path", folder["leaf.pem"]),
                ("Kestrel__Endpoints__http__Certificate__KeyPath", folder["leaf.key"]),
                ("Kestrel__Endpoints__otlp__Url", "http://127.0.0.1:0"),
                ("Kestrel__Endpoints__otlpgrpc__Url", "http://127.0.0.1:0"),
                ("Kestrel__Endpoints__otlpgrpc__Protocols", "Http2"),
            ]);
        foreach (var path in new[] { "/", "/status" })
        {
            var report = await InspectAsync(folder, collector.Addresses.Single(address => address.Scheme == "https").Port, path);

            report.Headers!.Error.ShouldBeNull();
            report.Headers.Warning.ShouldBeNull();
            report.Headers.Report!.Grade.ShouldBe("A+", path);
            report.Sections.SelectMany(section => section.Findings).Concat(report.Headers.Graded)
                .Where(finding => finding.Severity != Severity.Info).Select(finding => finding.Text).ShouldBeEmpty(path);
            report.Tls!.Outcome.ShouldBe(Outcome.Up);
        }
    }

    private static async Task<TargetReport> InspectAsync(Workspace folder, int port, string path)
    {
        var hooks = new InspectHooks
        {
            CaFile = folder["ca.pem"],
            ConnectTo = new ConnectTo([KeyValuePair.Create((Host, 443), new IPEndPoint(IPAddress.Loopback, port)), KeyValuePair.Create((Host, 80), new IPEndPoint(IPAddress.Loopback, TestSite.Closed.Port))]),
        };
        using var inspector = new TargetInspector(hooks, TimeSpan.FromSeconds(60), TimeProvider.System);
        return await inspector.InspectAsync(
            new Target { Id = path, Host = Host, Url = new Uri($"https://{Host}{path}"), Checks = [Target.Headers, Target.Tls, Target.SecurityTxt] }, TestContext.Current.CancellationToken);
    }

    private static void MakeCertificates(Workspace folder)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = new CertificateRequest("CN=Authority of the test", rootKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        root.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var authority = root.CreateSelfSigned(now.AddDays(-1), now.AddDays(90));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var leaf = request.Create(authority, now.AddDays(-1), now.AddDays(80), RandomNumberGenerator.GetBytes(12));
        folder.Write("ca.pem", authority.ExportCertificatePem());
        folder.Write("leaf.pem", leaf.ExportCertificatePem());
        folder.Write("leaf.key", key.ExportPkcs8PrivateKeyPem());
    }
}
