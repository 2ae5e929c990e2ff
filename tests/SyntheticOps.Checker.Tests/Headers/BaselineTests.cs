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
