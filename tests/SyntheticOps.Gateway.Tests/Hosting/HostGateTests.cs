namespace SyntheticOps.Gateway.Tests.Hosting;

/// <summary>GW-13: the shop hears of no host but its own.</summary>
public sealed class HostGateTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Host_NotInTheList_Is421AndTheShopSeesNothing()
    {
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url, null, "Customers:Hosts:0=www.shop.example", "Customers:Hosts:1=127.0.0.1");
        var address = gateway.Customer.BaseAddress!;

        foreach (var (host, status) in new[]
        {
            ("www.shop.example", 200), ("WWW.Shop.Example:8443", 200), ("www.shop.example.", 200), (address.Authority, 200),
            ("evil.example", 421), ("www.shop.example.evil.example", 421), ("evil.example:80", 421), ("shop.example", 421), ("[::1]", 421),
        })
        {
            RawHttp.Status(await RawHttp.GetAsync(address, "/", host)).ShouldBe(status, host);
        }

        shop.Seen.Count.ShouldBe(4);
        RawHttp.Status(await RawHttp.GetAsync(address, "/health", "10.0.0.1")).ShouldBe(200); // load balancers ask by address
    }

    [Fact]
    public async Task Host_ForwardedByAClient_IsNotTheOneThatTheShopHears()
    {
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url, null, "Customers:Hosts:0=127.0.0.1");
        var address = gateway.Customer.BaseAddress!;

        var answer = await RawHttp.SendAsync(
            address, $"GET / HTTP/1.1\r\nHost: {address.Authority}\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\nConnection: close\r\n\r\n");

        RawHttp.Status(answer).ShouldBe(200);
        var seen = shop.Seen.Single();
        seen["Host"].ShouldBe(address.Authority);
        seen["X-Forwarded-Host"].ShouldBe(address.Authority);
        seen.ShouldNotContainKey("Forwarded");
    }
}
