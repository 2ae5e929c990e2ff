using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Tls;

/// <summary>CHK-02: what only OpenSSL serves; its s_server is told to be as bad as the fixture wants.</summary>
public sealed class OpensslFixtureTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData("-tls1", "tls-version-old tls12-missing", "TLS 1.0")]
    [InlineData("-tls1_1", "tls-version-old tls12-missing", "TLS 1.1")]
    public async Task Run_OldVersionOnly_IsSeen(string version, string codes, string word)
    {
        using var server = Serve(new Leaf(), version, "-cipher", "ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0");

        var result = await TlsProbe.CheckAsync(server.Port, _authority);

        result.Codes().ShouldBe(codes);
        result.Codes(info: true).ShouldBe($"tls-cbc {codes} tls13-missing".Split(' ').Order(StringComparer.Ordinal).Aggregate((all, one) => $"{all} {one}"));
        (result.Outcome, result.Reason).ShouldBe((Outcome.Down, "secure_connection_error"));
        result.Findings.Single(finding => finding.Code == "tls-version-old").Args.ShouldBe([word]);
    }

    [Fact]
    public async Task Run_OldVersionsBesideNewOnes_IsDegraded()
    {
        using var server = Serve(new Leaf(), "-cipher", "ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES128-GCM-SHA256:@SECLEVEL=0");

        var result = await TlsProbe.CheckAsync(server.Port, _authority);

        result.Codes(info: true).ShouldBe("tls-cbc tls-version-old");
        (result.Outcome, result.Reason, result.Message).ShouldBe((Outcome.Degraded, "finding", "shop.test accepts TLS 1.0, TLS 1.1."));
    }

    [Fact]
    public async Task Run_RsaKeyExchangeOnly_HasNoForwardSecrecy()
    {
        using var server = Serve(new Leaf { RsaBits = 2048 }, "-tls1_2", "-cipher", "AES128-GCM-SHA256:AES256-SHA256");

        var result = await TlsProbe.CheckAsync(server.Port, _authority);

        result.Codes(info: true).ShouldContain("tls-no-forward-secrecy");
        result.Codes().ShouldBe("tls-no-forward-secrecy");
    }

    [Fact]
    public async Task Run_NullAndAnonymousSuites_AreWeak()
    {
        using var server = Serve(new Leaf(), "-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-NULL-SHA:AECDH-AES128-SHA:@SECLEVEL=0");

        var result = await TlsProbe.CheckAsync(server.Port, _authority);

        result.Codes().ShouldBe("tls-suite-weak");
        result.Findings.Single(finding => finding.Code == "tls-suite-weak").Args.ShouldBe(["TLS_ECDHE_ECDSA_WITH_NULL_SHA, TLS_ECDH_anon_WITH_AES_128_CBC_SHA"]);
        result.Outcome.ShouldBe(Outcome.Degraded);
    }

    [Fact]
    public async Task Run_SmallRsaKey_IsWeak()
    {
        using var server = Serve(new Leaf { RsaBits = 1024 }, "-cipher", "ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0", "-no_tls1", "-no_tls1_1");

        (await TlsProbe.CheckAsync(server.Port, _authority)).Codes().ShouldBe("cert-key-weak");
    }

    [Fact]
    public async Task Run_Sha1_IsWeak()
    {
        using var key = RSA.Create(2048);
        using var top = new CertificateRequest("CN=Old authority", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) { CertificateExtensions = { new X509BasicConstraintsExtension(true, false, 0, true) } }
            .CreateSelfSigned(TestAuthority.Now.AddDays(-90), TestAuthority.Now.AddDays(90));
        using var own = RSA.Create(2048);
        var request = new CertificateRequest("CN=server", own, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
        new Leaf().Describe(request);
        using var bare = request.Create(top.SubjectName, new Sha1Signer(key), TestAuthority.Now.AddDays(-10), TestAuthority.Now.AddDays(80), [1, 2]);
        using var leaf = bare.CopyWithPrivateKey(own);
        Files.Write(_authority.File, top.ExportCertificatePem());
        using var server = Serve(leaf, [], "-no_tls1", "-no_tls1_1", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0");

        var result = await TlsProbe.CheckAsync(server.Port, _authority);

        result.Codes().ShouldBe("cert-signature-weak");
        result.Message.ShouldBe("The certificate CN=server of shop.test is signed with SHA-1, which can be forged.");
    }

    [Fact]
    public async Task Run_Ed25519_IsAKeyThatBrowsersRefuse()
    {
        var file = Path.Combine(_authority.Folder, "ed25519.key");
        await OpensslServer.RunAsync("genpkey", "-algorithm", "ed25519", "-out", file);
        var pem = await OpensslServer.RunAsync("pkey", "-in", file, "-pubout");
        var der = Convert.FromBase64String(string.Concat(pem.Split('\n').Where(line => !line.StartsWith("---", StringComparison.Ordinal))));
        using var leaf = _authority.Issue(new Leaf { Key = PublicKey.CreateFromSubjectPublicKeyInfo(der, out _) });
        using var server = Serve(leaf, [_authority.Intermediate], file);

        var result = await TlsProbe.CheckAsync(server.Port, _authority);

        result.Codes().ShouldBe("cert-key-unsupported");
        (result.Outcome, result.Reason).ShouldBe((Outcome.Degraded, "finding"));
    }

    [Theory]
    [InlineData("int", "")]
    [InlineData("int root", "chain-contains-root")]
    [InlineData("root int", "chain-contains-root chain-order")]
    [InlineData("other int", "chain-extra")]
    [InlineData("", "chain-incomplete")]
    public async Task Run_SentChain_IsTidyOrNot(string sent, string codes)
    {
        using var other = new TestAuthority("Other");
        using var leaf = _authority.Issue(new Leaf());
        var above = sent.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => name switch { "int" => _authority.Intermediate, "root" => _authority.Root, _ => other.Intermediate }).ToArray();
        using var server = Serve(leaf, above);

        var result = await TlsProbe.CheckAsync(server.Port, _authority);

        string.Join(' ', result.Findings.Select(finding => finding.Code).Where(code => code.StartsWith("chain", StringComparison.Ordinal)).Order(StringComparer.Ordinal)).ShouldBe(codes);
    }

    [Theory]
    [InlineData("V", false, "ocsp-stapled", "up")]
    [InlineData("V", true, "ocsp-stapled", "up")]
    [InlineData("R", false, "cert-revoked", "down")]
    [InlineData("other", false, "ocsp-staple-invalid", "degraded")]
    [InlineData("other", true, "ocsp-must-staple-missing", "degraded")]
    [InlineData("forged", false, "ocsp-staple-invalid", "degraded")]
    public async Task Run_Staple_IsReadAndVerified(string kind, bool mustStaple, string code, string outcome)
    {
        using var leaf = _authority.Issue(new Leaf { MustStaple = mustStaple });
        using var stranger = new TestAuthority();
        var staple = await StapleAsync(leaf, kind, kind == "forged" ? stranger : _authority);
        using var server = Serve(leaf, [_authority.Intermediate], "-status_file", staple);

        var result = await TlsProbe.CheckAsync(server.Port, _authority);

        result.Findings.Where(finding => finding.Code.Contains("ocsp", StringComparison.Ordinal) || finding.Code == "cert-revoked").ShouldHaveSingleItem().Code.ShouldBe(code);
        result.Outcome.Word().ShouldBe(outcome);
    }

    private OpensslServer Serve(Leaf leaf, params string[] arguments)
    {
        using var certificate = _authority.Issue(leaf);
        return Serve(certificate, [_authority.Intermediate], arguments);
    }

    /// <summary>The first argument may be the file of a key that the platform does not know.</summary>
    private OpensslServer Serve(X509Certificate2 leaf, X509Certificate2[] above, params string[] arguments) =>
        new(Files.Arguments(_authority.Folder, leaf, above, arguments));

    private async Task<string> StapleAsync(X509Certificate2 leaf, string kind, TestAuthority signer)
    {
        string Place(string name) => Path.Combine(_authority.Folder, name);
        var issuer = Files.Write(Place("issuer.pem"), _authority.Intermediate.ExportCertificatePem());
        var by = Files.Write(Place("signer.pem"), signer.Intermediate.ExportCertificatePem());
        var key = Files.Write(Place("signer.key"), signer.Intermediate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        using var other = _authority.Issue(new Leaf());
        var about = kind == "other" ? other : leaf;
        var certificate = Files.Write(Place("about.pem"), about.ExportCertificatePem());
        var status = kind == "R" ? "R\t401231000000Z\t260101000000Z" : "V\t401231000000Z\t";
        var index = Files.Write(Place("index.txt"), $"{status}\t{about.SerialNumber}\tunknown\t/CN=server\n");
        var request = Place("request.der");
        await OpensslServer.RunAsync("ocsp", "-issuer", issuer, "-cert", certificate, "-no_nonce", "-reqout", request);
        var response = Place("response.der");
        var said = await OpensslServer.RunAsync(
            "ocsp", "-index", index, "-CA", issuer, "-rsigner", by, "-rkey", key, "-reqin", request, "-respout", response, "-ndays", "3");
        File.Exists(response).ShouldBeTrue(said);
        return response;
    }

    private sealed class Sha1Signer(RSA key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => [0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 5, 5, 0];

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

        protected override PublicKey BuildPublicKey() => new(key);
    }
}

/// <summary>Certificates as files for OpenSSL.</summary>
internal static class Files
{
    public static string Write(string path, string text)
    {
        File.WriteAllText(path, text.TrimEnd('\n') + "\n");
        return path;
    }

    public static string[] Arguments(string folder, X509Certificate2 leaf, X509Certificate2[] above, string[] arguments)
    {
        var certificate = Write(Path.Combine(folder, "leaf.pem"), leaf.ExportCertificatePem());
        var foreign = arguments is [var first, ..] && first.EndsWith(".key", StringComparison.Ordinal);
        var key = foreign
            ? arguments[0]
            : Write(Path.Combine(folder, "leaf.key"), leaf.GetECDsaPrivateKey()?.ExportPkcs8PrivateKeyPem() ?? leaf.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var chain = Write(Path.Combine(folder, "chain.pem"), string.Join('\n', above.Select(one => one.ExportCertificatePem())));
        return ["-cert", certificate, "-key", key, .. above.Length > 0 ? new[] { "-cert_chain", chain } : [], .. arguments[(foreign ? 1 : 0)..]];
    }
}
