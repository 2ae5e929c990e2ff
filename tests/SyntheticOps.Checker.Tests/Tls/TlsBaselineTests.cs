using System.Security.Authentication;
using SyntheticOps.Checker.Tls;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Tls;

/// <summary>What is drift of a server's TLS, what is better, and what a renewal may change in silence.</summary>
public sealed class TlsBaselineTests : IDisposable
{
    private static readonly TlsBaseline Approved = Of(("authority", "Lets"), ("key", "EC 256"), ("names", "shop.test"), ("protocols", "TLS 1.2"), ("protocols", "TLS 1.3"), ("suites", "CBC"), ("applications", "h2"));

    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData("protocols", "TLS 1.2", "", "tls-removed error")]
    [InlineData("protocols", "", "TLS 1.0", "tls-added error")]
    [InlineData("suites", "CBC", "", "tls-removed info")]
    [InlineData("suites", "", "weak", "tls-added error")]
    [InlineData("names", "", "www.shop.test", "tls-added info")]
    [InlineData("names", "shop.test", "", "tls-removed error")]
    [InlineData("applications", "h2", "", "tls-removed warning")]
    [InlineData("authority", "Lets", "Other", "tls-changed error")]
    [InlineData("key", "EC 256", "EC 384", "tls-changed info")]
    [InlineData("key", "EC 256", "RSA 4096", "tls-changed error")]
    public void Drift_Change_HasItsWeight(string property, string gone, string added, string expected)
    {
        var tls = Approved.Tls.ToDictionary(item => item.Key, item => item.Value);
        tls[property] = [.. tls[property].Where(value => value != gone), .. added.Length > 0 ? new[] { added } : []];

        var drift = Approved.Drift(new TlsBaseline(tls), "shop.test").ShouldHaveSingleItem();

        ($"{drift.Code} {drift.Severity.Word()}", drift.Kind, drift.Subject).ShouldBe((expected, FindingKind.Drift, property));
    }

    [Fact]
    public void Drift_SameState_IsSilent() => Approved.Drift(Approved, "shop.test").ShouldBeEmpty();

    [Fact]
    public async Task Run_ServerThatLosesAVersionAndAName_IsDriftOfTheWrittenFile()
    {
        var folder = Directory.CreateTempSubdirectory("tls-baseline-");
        var path = Path.Combine(folder.FullName, "tls.json");
        using (var leaf = _authority.Issue(new Leaf { Names = ["shop.test", "www.shop.test"] }))
        await using (var server = TlsServer.Of(leaf, [_authority.Intermediate], SslProtocols.Tls12 | SslProtocols.Tls13))
        {
            (await TlsProbe.CheckAsync(server.Port, _authority, more: $", baseline: \"{path}\"")).Outcome.ShouldBe(Outcome.Up);
            (await TlsProbe.CheckAsync(server.Port, _authority, more: $", baseline: \"{path}\"")).Findings.ShouldNotContain(finding => finding.Kind == FindingKind.Drift);
        }

        using var renewed = _authority.Issue(new Leaf { Names = ["shop.test"] });
        await using var changed = TlsServer.Of(renewed, [_authority.Intermediate], SslProtocols.Tls12);
        var result = await TlsProbe.CheckAsync(changed.Port, _authority, more: $", baseline: \"{path}\"");

        result.Outcome.ShouldBe(Outcome.Degraded);
        result.Findings.Where(finding => finding.Kind == FindingKind.Drift).Select(finding => $"{finding.Subject} {finding.Args[0]}").ShouldBe(["names www.shop.test", "protocols TLS 1.3"]);
        folder.Delete(recursive: true);
    }

    private static TlsBaseline Of(params (string Property, string Value)[] values) =>
        new(values.GroupBy(item => item.Property).ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Select(item => item.Value)]));
}
