using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AngleSharp.Html.Parser;
using Parfumerie.Tests.Hosting;

namespace Parfumerie.Tests.Web;

public sealed class HttpsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parfumerie-tls-");

    [Fact]
    public async Task Https_Answers_CarryHstsAndSecureCookies()
    {
        var token = TestContext.Current.CancellationToken;
        await using var shop = await ShopServer.StartAsync("Kestrel:Endpoints:tls:Url=https://127.0.0.1:0", $"Kestrel:Endpoints:tls:Certificate:Path={WriteCertificate()}");
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost" };
        using var http = new HttpClient(handler) { BaseAddress = shop.SecureAddress };
        using var product = await http.GetAsync("/parfums/ambre-nuit", token);
        var proof = (await new HtmlParser().ParseDocumentAsync(await product.Content.ReadAsStringAsync(token), token)).QuerySelector("[name=jeton]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["slug"] = "ambre-nuit", ["quantity"] = "1", ["jeton"] = proof });

        using var added = await http.PostAsync("/panier", form, token);

        added.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        added.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=63072000; includeSubDomains; preload"]);
        var cookies = product.Headers.GetValues("Set-Cookie").Concat(added.Headers.GetValues("Set-Cookie")).ToList();
        cookies.ShouldAllBe(cookie => cookie.Contains("; secure") && cookie.Contains("; httponly") && cookie.Contains("; samesite="));
        cookies.ShouldContain(cookie => cookie.StartsWith("__Host-visite=", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var path = Path.Combine(_folder.FullName, "shop.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx));
        return path;
    }
}
