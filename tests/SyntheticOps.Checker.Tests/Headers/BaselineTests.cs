using SyntheticOps.Checker.Headers;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Headers;

public sealed class BaselineTests
{
    [Fact]
    public void Drift_SameHeadersWithAnotherNonce_IsEmpty()
    {
        var approved = Of(("Content-Security-Policy", "script-src 'nonce-AAAA'"));

        approved.Drift(Of(("Content-Security-Policy", "script-src 'nonce-BBBB'"))).ShouldBeEmpty();
    }

    [Fact]
    public void Drift_RemovedChangedAdded_AreThreeFindingsOfKindDrift()
    {
        var approved = Of(("Content-Security-Policy", "default-src 'none'"), ("Referrer-Policy", "no-referrer"));

        var drift = approved.Drift(Of(("Referrer-Policy", "unsafe-url"), ("X-Frame-Options", "DENY"))).ToList();

        drift.Select(finding => (finding.Code, finding.Subject, finding.Severity)).ShouldBe(
        [
            ("header-removed", "content-security-policy", Severity.Error),
            ("header-changed", "referrer-policy", Severity.Error),
            ("header-added", "x-frame-options", Severity.Info),
        ]);
        drift.ShouldAllBe(finding => finding.Kind == FindingKind.Drift);
    }

    [Theory]
    [InlineData("strict-transport-security", "max-age=300", "max-age=63072000", "header-changed info")]
    [InlineData("strict-transport-security", "max-age=31536000", "max-age=63072000; includeSubDomains", "header-changed info")]
    [InlineData("strict-transport-security", "max-age=63072000; includeSubDomains", "max-age=63072000", "header-changed error")]
    [InlineData("content-security-policy", "default-src 'self' 'unsafe-inline'", "default-src 'self'", "header-changed info")]
    [InlineData("content-security-policy", "default-src 'self'; script-src 'self'", "default-src 'self'; script-src 'self' 'unsafe-inline'", "header-changed error")]
    [InlineData("content-security-policy", "default-src 'none'; object-src 'none'; base-uri 'none'; script-src https://a.example", "default-src 'none'; object-src 'none'; base-uri 'none'; script-src https://b.example", "header-changed error")]
    [InlineData("x-frame-options", "", "DENY", "header-added info")]
    [InlineData("x-frame-options", "DENY", "", "header-removed error")]
    [InlineData("access-control-allow-origin", "", "*", "header-added error")]
    [InlineData("access-control-allow-origin", "*", "", "header-removed info")]
    public void Drift_ChangeForTheBetter_IsWorthKnowing(string name, string was, string now, string expected)
    {
        var (before, after) = (Facts.Https(was.Length > 0 ? [(name, was)] : []), Facts.Https(now.Length > 0 ? [(name, now)] : []));

        var drift = Baseline.Of(before.Https!).Drift(Baseline.Of(after.Https!), after).ShouldHaveSingleItem();

        $"{drift.Code} {drift.Severity.Word()}".ShouldBe(expected);
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var folder = Directory.CreateTempSubdirectory("baseline-");
        var path = Path.Combine(folder.FullName, "deep", "headers.json");
        var baseline = Of(("Content-Security-Policy", "default-src 'self'"));

        Baseline.Read(path).ShouldBeNull();
        baseline.Write(path);

        Baseline.Read(path)!.Headers.ShouldBe(baseline.Headers);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    [InlineData("")]
    public void Read_AnotherFile_SaysWhichFile(string text)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, text);

        Should.Throw<InvalidDataException>(() => Baseline.Read(path)).Message.ShouldContain(path);
        File.Delete(path);
    }

    private static Baseline Of(params (string, string)[] headers) => Baseline.Of(Facts.Https(headers).Https!);
}
