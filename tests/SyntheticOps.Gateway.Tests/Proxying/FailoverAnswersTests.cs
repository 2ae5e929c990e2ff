using System.Net;
using Microsoft.AspNetCore.Http;

namespace SyntheticOps.Gateway.Tests.Proxying;

public sealed class FailoverAnswersTests : IDisposable
{
    private static readonly (string, string)[] French = [("Accept", "text/html"), ("Accept-Language", "fr")];

    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Shop_Refuses_Is502WithAPage()
    {
        await using var gateway = await RunningGateway.StartAsync(_data, "http://127.0.0.1:1");

        var page = await gateway.GetAsync("/", French);
        page.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page.Headers.RetryAfter.ShouldBeNull();
        (await TextAsync(page)).ShouldContain("La boutique ne r\u00e9pond pas");

        var problem = await gateway.GetAsync("/api/orders");
        problem.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        problem.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", false)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", false)]
    [InlineData(null, true)]
    public async Task Shop_BreaksOff_Is502(string? answer, bool reset)
    {
        await using var shop = new RawShop(answer, reset);
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url);

        var page = await gateway.GetAsync("/", French);

        page.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await TextAsync(page)).ShouldContain("pause__title");
    }

    [Theory]
    [InlineData("ActivityTimeout")]
    [InlineData("Timeout")]
    public async Task Shop_Hangs_Is504WithinTheLimit(string limit)
    {
        await using var shop = new RawShop(answer: null);
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url, null, [.. Own(shop.Url), limit == "Timeout"
            ? "ReverseProxy:Routes:all:Timeout=00:00:00.300"
            : "ReverseProxy:Clusters:all:HttpRequest:ActivityTimeout=00:00:00.300"]);

        var page = await gateway.GetAsync("/", French);

        page.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        WebUtility.HtmlDecode(await TextAsync(page)).ShouldContain("La boutique a mis trop de temps \u00e0 r\u00e9pondre");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Shop_FailsWithoutAWord_OurPageWithItsStatus(int status)
    {
        await using var shop = await StubShop.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            await context.Response.Body.WriteAsync("upstream connect error"u8.ToArray());
        });
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url);

        var page = await gateway.GetAsync("/", French);

        ((int)page.StatusCode).ShouldBe(status);
        (page.Headers.RetryAfter is not null).ShouldBe(status == 503);
        var text = await TextAsync(page);
        text.ShouldContain("pause__title");
        text.ShouldNotContain("upstream connect error");
    }

    [Fact]
    public async Task Shop_HasAPageOfItsOwn_ItPasses()
    {
        await using var shop = await StubShop.StartAsync(async context =>
        {
            context.Response.StatusCode = 503;
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("the shop's own words");
        });
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url);

        var page = await gateway.GetAsync("/", French);

        page.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await TextAsync(page)).ShouldBe("the shop's own words");
    }

    private static string[] Own(string url) =>
        ["ReverseProxy:Routes:all:ClusterId=all", "ReverseProxy:Routes:all:Match:Path={**path}", $"ReverseProxy:Clusters:all:Destinations:one:Address={url}"];

    private static async Task<string> TextAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(RunningGateway.Token));
}
