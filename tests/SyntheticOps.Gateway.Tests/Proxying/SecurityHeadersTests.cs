using Microsoft.AspNetCore.Http;

namespace SyntheticOps.Gateway.Tests.Proxying;

public sealed class SecurityHeadersTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task AddMissing_AddsWhatLacks_AndLeavesTheShopsOwn()
    {
        await using var shop = await ShopAsync();
        await using var gateway = await RunningGateway.StartAsync(
            _data, shop.Url, null, "SecurityHeaders:AddMissing=true", "SecurityHeaders:Headers:Permissions-Policy=camera=()", "SecurityHeaders:Headers:Referrer-Policy=", "Customers:KnownProxies:0=127.0.0.1");

        var plain = await gateway.GetAsync("/");
        var secure = await gateway.GetAsync("/", ("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", "https"));

        plain.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        plain.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        plain.Headers.GetValues("Permissions-Policy").ShouldBe(["camera=()"]);
        plain.Headers.Contains("Referrer-Policy").ShouldBeFalse();
        plain.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
        secure.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000"]);
    }

    [Fact]
    public async Task ByDefault_NothingIsAdded_AndNoServerTiming()
    {
        await using var shop = await ShopAsync();
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url);

        var answer = await gateway.GetAsync("/");

        answer.Headers.Contains("X-Content-Type-Options").ShouldBeFalse();
        answer.Headers.GetValues("Server-Timing").ShouldBe(["db;dur=1"]);
    }

    [Fact]
    public async Task ServerTiming_SwitchedOn_StandsBesideTheShops()
    {
        await using var shop = await ShopAsync();
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url, null, "Customers:ServerTiming=true");

        var timing = string.Join(", ", (await gateway.GetAsync("/")).Headers.GetValues("Server-Timing"));

        timing.ShouldContain("db;dur=1");
        timing.ShouldMatch(@"shop;dur=\d+\.\d");
    }

    private static Task<StubShop> ShopAsync() => StubShop.StartAsync(context =>
    {
        context.Response.Headers.XFrameOptions = "DENY";
        context.Response.Headers["Server-Timing"] = "db;dur=1";
        return context.Response.WriteAsync("x");
    });
}
