using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using AngleSharp.Html.Parser;
using Parfumerie.Tests.Hosting;

namespace Parfumerie.Tests.Web;

public sealed class HttpsTests
{
    [Fact]
    public async Task Https_Answers_CarryHstsAndSecureCookies()
    {
        var token = TestContext.Current.CancellationToken;
        await using var shop = await ShopServer.StartAsync();
        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(shop.Folder, "ca.pem"));
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { authority },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };
        using var http = new HttpClient(handler) { BaseAddress = new UriBuilder(shop.SecureAddress) { Host = "localhost" }.Uri };
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
}
