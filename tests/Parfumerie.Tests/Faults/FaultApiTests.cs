using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parfumerie.Faults;

namespace Parfumerie.Tests.Faults;

public sealed class FaultApiTests(BrokenShop shop) : IClassFixture<BrokenShop>
{
    [Fact]
    public async Task Put_ThenGet_ThenDelete_AsTheContractSays()
    {
        var before = DateTimeOffset.UtcNow;
        var put = await shop.BreakAsync("delay", new { ms = 1, route = "/nowhere" });
        put.GetProperty("name").GetString().ShouldBe("delay");
        put.GetProperty("until").GetDateTimeOffset().ShouldBe(before.AddMinutes(10), TimeSpan.FromMinutes(1));

        var listed = (await ListAsync()).Single();
        listed.GetProperty("name").GetString().ShouldBe("delay");
        listed.GetProperty("params").GetProperty("ms").GetInt32().ShouldBe(1);
        listed.GetProperty("params").GetProperty("documentsOnly").GetBoolean().ShouldBeTrue();

        await shop.RepairAsync("delay");
        (await ListAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("status", """{"params":{"code":503},"until":"x"}""", 400)]
    [InlineData("status", """{"params":{"code":503,"code":500}}""", 400)]
    [InlineData("status", """{"params":{"code":200}}""", 400)]
    [InlineData("status", """{"params":[]}""", 400)]
    [InlineData("status", """{"params":{"code":503},"for":"2h"}""", 400)]
    [InlineData("status", "", 400)]
    [InlineData("status", "{", 400)]
    [InlineData("nothing", "{}", 404)]
    public async Task Put_Bad_IsRefusedWithAReason(string name, string body, int expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await shop.Operator.PutAsync($"/_faults/{name}", content, BrokenShop.Token);

        ((int)answer.StatusCode).ShouldBe(expected);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await shop.CodeAsync("/")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("GET", "/_faults")]
    [InlineData("PUT", "/_faults/hang")]
    [InlineData("DELETE", "/_faults/hang")]
    [InlineData("DELETE", "/_faults")]
    public async Task Any_WithoutTheKey_Is401(string method, string path)
    {
        foreach (var key in new[] { null, "wrong", new string('a', 2_000) })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);

            (await shop.Customer.SendAsync(request, BrokenShop.Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Theory]
    [InlineData("Forwarded", "for=192.0.2.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("x-forwarded-anything", "1")]
    [InlineData("Host", "shop.example")]
    [InlineData("Host", "127.0.0.1.shop.example")]
    [InlineData("Host", "192.0.2.1:5090")]
    public async Task Any_ThroughAProxyOrForeignHost_Is403EvenWithTheKey(string header, string value)
    {
        foreach (var (method, path) in new[] { ("GET", "/_faults"), ("PUT", "/_faults/hang"), ("DELETE", "/_faults"), ("GET", "/_faults/panel/faults.css") })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.TryAddWithoutValidation(header, value);

            (await shop.Operator.SendAsync(request, BrokenShop.Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    [Theory]
    [InlineData("localhost:80")]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9:1")]
    [InlineData("[::1]:5090")]
    public async Task Host_Loopback_MayEnter(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_faults");
        request.Headers.Host = host;

        (await shop.Operator.SendAsync(request, BrokenShop.Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Production_HasNoFaults()
    {
        var production = new BrokenShop();
        await production.StartAsync("Production");
        try
        {
            production.Services.GetService<FaultBoard>().ShouldBeNull();
            (await production.Operator.GetAsync("/_faults", BrokenShop.Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await production.Operator.DeleteAsync("/_faults", BrokenShop.Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        finally
        {
            await production.DisposeAsync();
        }
    }

    [Fact]
    public void Kinds_AreThoseOfTheContract_AndEachIsRegistered()
    {
        var kinds = shop.Services.GetRequiredService<FaultBoard>().Kinds;

        kinds.Select(kind => kind.Name).ShouldBe(
            ["status", "hang", "delay", "close", "webhook", "delete-orders", "delete-products", "delete-images", "database-down", "header", "script", "certificate", "failed-logins"],
            ignoreOrder: true);
        kinds.Select(kind => kind.GetType()).ShouldBe(
            typeof(IFault).Assembly.GetTypes().Where(type => type.IsClass && typeof(IFault).IsAssignableFrom(type)), ignoreOrder: true);
    }

    private async Task<JsonElement[]> ListAsync() =>
        [.. JsonDocument.Parse(await shop.Operator.GetStringAsync("/_faults", BrokenShop.Token)).RootElement.GetProperty("faults").EnumerateArray()];
}
