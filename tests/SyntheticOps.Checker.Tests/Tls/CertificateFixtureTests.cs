using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Tls;

/// <summary>CHK-02: certificates with one fault each, made here, behind the platform's TLS: exactly the expected codes.</summary>
public sealed class CertificateFixtureTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    public static TheoryData<string, string, string> Fixtures => new()
    {
        { "good", "", "up" },
        { "expired", "cert-expired", "down" },
        { "future", "cert-not-yet-valid", "down" },
        { "self-signed", "cert-self-signed", "down" },
        { "wrong-name", "cert-name-mismatch", "down" },
        { "common-name-only", "cert-no-san", "down" },
        { "wildcard", "", "up" },
        { "wildcard-apex", "cert-name-mismatch", "down" },
        { "wildcard-two-labels", "cert-name-mismatch", "down" },
        { "wildcard-partial", "cert-name-mismatch", "down" },
        { "upper-case", "", "up" },
        { "script-in-name", "cert-name-mismatch", "down" },
        { "script-in-subject", "", "up" },
        { "nul-in-name", "cert-name-mismatch", "down" },
        { "eku", "cert-eku-wrong", "down" },
        { "any-eku", "cert-eku-wrong", "down" },
        { "no-eku", "", "up" },
        { "authority-as-leaf", "cert-is-ca", "up" },
        { "must-staple", "ocsp-must-staple-missing", "degraded" },
        { "ten-years", "", "up" },
        { "days -1", "cert-expired", "down" },
        { "days 0", "cert-expires-soon", "degraded" },
        { "days 1", "cert-expires-soon", "degraded" },
        { "days 14", "cert-expires-soon", "degraded" },
        { "days 30", "", "up" },
        { "three-days-of-six", "", "up" },
        { "expired and self-signed", "cert-expired cert-self-signed", "down" },
        { "many-names", "", "up" },
    };

    [Fact]
    public void Fixtures_Number_IsTwentyFiveOrMore() => Fixtures.Select(row => row.Data.Item1).Distinct().Count().ShouldBeGreaterThanOrEqualTo(25);

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Run_Fixture_GivesExactlyItsCodes(string fixture, string codes, string outcome)
    {
        using var leaf = _authority.Issue(LeafOf(fixture));
        await using var server = TlsServer.Of(leaf, leaf.Issuer == leaf.Subject ? [] : [_authority.Intermediate]);

        var result = await TlsProbe.CheckAsync(server.Port, _authority);

        result.Codes().ShouldBe(codes);
        result.Outcome.Word().ShouldBe(outcome);
        result.Reason.ShouldBe(outcome switch { "down" => "secure_connection_error", "degraded" => "finding", _ => null });
        if (outcome != "up")
        {
            result.Findings.Select(finding => finding.Text).ShouldContain(text => text.StartsWith(result.Message!, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Run_Good_SaysWhatWasAgreedOn()
    {
        using var leaf = _authority.Issue(new Leaf());
        await using var server = TlsServer.Of(leaf, [_authority.Intermediate], SslProtocols.None, SslApplicationProtocol.Http2);

        var result = await TlsProbe.CheckAsync(server.Port, _authority);

        result.Codes(info: true).Replace("tls-cbc ", "", StringComparison.Ordinal).ShouldBe("alpn-h2 tls-ok");
        result.Attributes["tls.protocol.version"].ShouldBe("1.3");
        result.Attributes["tls.next_protocol"].ShouldBe("h2");
        result.Attributes["tls.server.subject"].ShouldBe("CN=server");
        result.Attributes["server.port"].ShouldBe(server.Port);
        server.Connections.ShouldBeLessThanOrEqualTo(16);
    }

    [Fact]
    public async Task Run_IpAddress_NeedsItsOwnEntry()
    {
        using var right = _authority.Issue(new Leaf { Names = [], Addresses = ["127.0.0.1"] });
        using var wrong = _authority.Issue(new Leaf { Names = ["127.0.0.1"] });
        await using var good = TlsServer.Of(right, [_authority.Intermediate]);
        await using var bad = TlsServer.Of(wrong, [_authority.Intermediate]);

        (await TlsProbe.CheckAsync(good.Port, _authority, "127.0.0.1")).Codes().ShouldBe("");
        (await TlsProbe.CheckAsync(bad.Port, _authority, "127.0.0.1")).Codes().ShouldBe("cert-name-mismatch");
    }

    [Fact]
    public async Task Run_ExpiresWithin_IsWhatTheCheckAsks()
    {
        using var leaf = _authority.Issue(new Leaf { To = TimeSpan.FromDays(45) });
        await using var server = TlsServer.Of(leaf, [_authority.Intermediate]);

        (await TlsProbe.CheckAsync(server.Port, _authority)).Codes().ShouldBe("");
        var result = await TlsProbe.CheckAsync(server.Port, _authority, more: ", expires-within: 60d");

        result.Codes().ShouldBe("cert-expires-soon");
        result.Message!.ShouldMatch("^The certificate of shop.test expires on ....-..-.., in 44 days.$");
        result.Findings[0].Severity.ShouldBe(Severity.Warning);
        result.Findings[0].Subject.ShouldBe("shop.test");
    }

    [Fact]
    public async Task Run_MissingIntermediate_IsNotHiddenByWhatTheMachineKnows()
    {
        using var leaf = _authority.Issue(new Leaf());
        await using var server = TlsServer.Of(leaf, []);

        (await TlsProbe.CheckAsync(server.Port, _authority)).Codes().ShouldBe("chain-incomplete");
    }

    [Fact]
    public async Task Run_AuthorityFileThatCannotBeRead_IsOurOwnFault()
    {
        using var gone = new TestAuthority();
        using var leaf = _authority.Issue(new Leaf());
        await using var server = TlsServer.Of(leaf, [_authority.Intermediate]);

        File.Delete(gone.File);
        var missing = await TlsProbe.CheckAsync(server.Port, gone);
        Files.Write(gone.File, "no certificate");
        var empty = await TlsProbe.CheckAsync(server.Port, gone);

        (missing.Outcome, missing.Reason, missing.Findings.Count).ShouldBe((Outcome.Unknown, "cannot_verify", 0));
        (empty.Outcome, empty.Message).ShouldBe((missing.Outcome, "The certificate of shop.test cannot be verified: the file of sites.shop.ca is missing or holds no certificate."));
    }

    [Fact]
    public async Task Run_OtherRoot_IsUntrusted()
    {
        using var other = new TestAuthority("Other");
        using var leaf = other.Issue(new Leaf());
        await using var server = TlsServer.Of(leaf, [other.Intermediate]);

        var result = await TlsProbe.CheckAsync(server.Port, _authority);

        result.Codes().ShouldBe("cert-untrusted");
        result.Message.ShouldBe("The certificate of shop.test is not trusted: its chain ends at CN=Other root, whom nobody trusts.");
    }

    [Fact]
    public async Task Run_ExpiredIntermediate_IsNamed()
    {
        using var old = new TestAuthority("Old", intermediateDays: -3);
        using var leaf = old.Issue(new Leaf());
        await using var server = TlsServer.Of(leaf, [old.Intermediate]);

        (await TlsProbe.CheckAsync(server.Port, old)).Codes().ShouldBe("chain-expired");
    }

    [Theory]
    [InlineData(0xa0, "was.test", "cert-untrusted")]
    [InlineData(0xa0, "shop.test", "")]
    [InlineData(0xa1, "shop.test", "cert-untrusted")]
    [InlineData(0xa1, "was.test", "")]
    public async Task Run_NameConstraints_AreObeyed(int subtrees, string name, string codes)
    {
        // permittedSubtrees (a0) or excludedSubtrees (a1) of one dNSName.
        byte[] tail = [0x82, (byte)name.Length, .. System.Text.Encoding.ASCII.GetBytes(name)];
        byte[] constraints = [0x30, (byte)(tail.Length + 4), (byte)subtrees, (byte)(tail.Length + 2), 0x30, (byte)tail.Length, .. tail];
        using var bound = new TestAuthority("Bound", intermediate: request => request.CertificateExtensions.Add(new X509Extension("2.5.29.30", constraints, true)));
        using var leaf = bound.Issue(new Leaf());
        await using var server = TlsServer.Of(leaf, [bound.Intermediate]);

        var result = await TlsProbe.CheckAsync(server.Port, bound);

        result.Codes().ShouldBe(codes);
        result.Message.ShouldBe(codes.Length == 0 ? null : "The certificate of shop.test is not trusted: its issuer may not issue for this name.");
    }

    [Fact]
    public async Task Run_ServerThatKnowsOneName_IsAskedForIt()
    {
        using var right = _authority.Issue(new Leaf());
        using var wrong = _authority.Issue(new Leaf { Names = ["default.test"] });
        await using var server = TlsServer.Of(new SslServerAuthenticationOptions
        {
            ServerCertificateSelectionCallback = (_, name) => name == Leaf.Host ? right : wrong,
        });

        (await TlsProbe.CheckAsync(server.Port, _authority)).Codes().ShouldBe("chain-incomplete");
        (await TlsProbe.CheckAsync(server.Port, _authority, "www.shop.test")).Codes().ShouldBe("cert-name-mismatch chain-incomplete");
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, "tls13-missing")]
    [InlineData(SslProtocols.Tls13, "")]
    public async Task Run_OneVersion_IsSeen(SslProtocols protocols, string code)
    {
        using var leaf = _authority.Issue(new Leaf());
        await using var server = TlsServer.Of(leaf, [_authority.Intermediate], protocols);

        var result = await TlsProbe.CheckAsync(server.Port, _authority);

        result.Outcome.ShouldBe(Outcome.Up);
        result.Codes(info: true).Replace("tls-cbc ", "", StringComparison.Ordinal).ShouldBe(("tls-ok " + code).Trim());
    }

    private static Leaf LeafOf(string fixture) => fixture switch
    {
        "expired" => new() { From = TimeSpan.FromDays(-90), To = TimeSpan.FromDays(-1) },
        "future" => new() { From = TimeSpan.FromDays(2) },
        "self-signed" => new() { SelfSigned = true },
        "expired and self-signed" => new() { SelfSigned = true, From = TimeSpan.FromDays(-90), To = TimeSpan.FromDays(-1) },
        "wrong-name" => new() { Names = ["other.example"] },
        "common-name-only" => new() { Subject = "CN=shop.test", Names = [] },
        "wildcard" => new() { Names = ["*.test.example", "*.shop.test", Leaf.Host] },
        "wildcard-apex" => new() { Names = ["*.shop.test"] },
        "wildcard-two-labels" => new() { Names = ["*.test"] },
        "wildcard-partial" => new() { Names = ["s*.test", "sho*.test"] },
        "upper-case" => new() { Names = ["SHOP.Test"] },
        "script-in-name" => new() { Subject = "CN=<script>alert(1)</script>", Names = ["<script>.test"] },
        "script-in-subject" => new() { Subject = "CN=<script>alert(1)</script>" },
        "nul-in-name" => new() { Names = [], RawName = "shop.test\0.evil.example" },
        "eku" => new() { Usage = "1.3.6.1.5.5.7.3.2" },
        "any-eku" => new() { Usage = "2.5.29.37.0" },
        "no-eku" => new() { Usage = null },
        "authority-as-leaf" => new() { IsAuthority = true, ByRoot = true },
        "must-staple" => new() { MustStaple = true },
        "ten-years" => new() { To = TimeSpan.FromDays(900), From = TimeSpan.FromDays(-1400) },
        "days -1" => new() { To = TimeSpan.FromDays(-1) - TimeSpan.FromHours(1) },
        "days 0" => new() { To = TimeSpan.FromHours(1) },
        "days 1" => new() { To = TimeSpan.FromDays(1) + TimeSpan.FromHours(1) },
        "days 14" => new() { From = TimeSpan.FromDays(-76), To = TimeSpan.FromDays(14) },
        "days 30" => new() { From = TimeSpan.FromDays(-60), To = TimeSpan.FromDays(30) + TimeSpan.FromHours(1) },
        "three-days-of-six" => new() { From = TimeSpan.FromDays(-3), To = TimeSpan.FromDays(3) },
        "many-names" => new() { Names = [.. Enumerable.Range(0, 2000).Select(i => $"shop-{i}.example"), Leaf.Host] },
        _ => new(),
    };
}
