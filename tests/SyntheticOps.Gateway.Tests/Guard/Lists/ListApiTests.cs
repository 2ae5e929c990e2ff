using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Tests.Guard.Lists;

public sealed class ListApiTests : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private RunningGateway _gateway = null!;
    private StubShop _shop = null!;

    public async ValueTask InitializeAsync()
    {
        _shop = await StubShop.StartAsync();
        // Whoever comes from 127.0.0.1 is a proxy here, so that a test can choose its address.
        _gateway = await RunningGateway.StartAsync(_data, _shop.Url, null, "Customers:KnownProxies:0=127.0.0.1", "Guard:Lists:NeverBlock:0=198.51.100.0/28", "Guard:Lists:MaximumOwn=4");
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _shop.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Put_ThenDelete_BlocksAndUnblocks()
    {
        (await StatusFromAsync("203.0.113.7")).ShouldBe(HttpStatusCode.OK);

        var item = await (await PutAsync(new { range = "203.0.113.0/24", reason = "scanner" })).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(RunningGateway.Token);
        item.GetProperty("actor").GetString().ShouldBe("user:anna");
        item.GetProperty("source").GetString().ShouldBe("own");
        (await StatusFromAsync("203.0.113.7")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusFromAsync("::ffff:203.0.113.8")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusFromAsync("203.0.114.7")).ShouldBe(HttpStatusCode.OK);

        (await DeleteAsync("203.0.113.0/24")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await DeleteAsync("203.0.113.0/24")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await StatusFromAsync("203.0.113.7")).ShouldBe(HttpStatusCode.OK);
        _gateway.Logs.Lines.Count(line => line.Event == "synthetic.gateway.block_changed").ShouldBe(2);
    }

    [Fact]
    public async Task Allow_WinsOverBlock()
    {
        (await PutAsync(new { range = "203.0.113.0/24", reason = "scanner" })).EnsureSuccessStatusCode();
        (await PutAsync(new { list = "allow", range = "203.0.113.9", reason = "the office" })).EnsureSuccessStatusCode();

        (await StatusFromAsync("203.0.113.9")).ShouldBe(HttpStatusCode.OK);
        (await StatusFromAsync("203.0.113.8")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("127.0.0.0/8")] // the caller and the proxy
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("198.51.100.7")]
    [InlineData("198.51.0.0/16")]
    [InlineData("::ffff:127.0.0.1")]
    public async Task Put_SelfLockout_Is409(string range)
    {
        (await PutAsync(new { range, reason = "test" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await ShowAsync()).GetProperty("counts").GetProperty("own").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"range": "203.0.113.7/24", "reason": "x"}""")]
    [InlineData("""{"range": "203.0.113.7"}""")]
    [InlineData("""{"reason": "x"}""")]
    [InlineData("""{"range": "203.0.113.7", "reason": "x", "until": "2020-01-01T00:00:00Z"}""")]
    [InlineData("""{"range": "203.0.113.7", "reason": "x", "list": "grey"}""")]
    [InlineData("""{"range": "203.0.113.7", "reason": "a\nb"}""")]
    [InlineData("""{"range": "203.0.113.7", "reason": "x", "who": "me"}""")]
    [InlineData("null")]
    [InlineData("[")]
    public async Task Put_BadBody_Is400(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Names.Routes.Blocks) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add(Names.Headers.Actor, "user:anna");
        (await _gateway.Admin.SendAsync(request, RunningGateway.Token)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Put_WithoutActorOrKey_IsRefused()
    {
        (await _gateway.Admin.PutAsJsonAsync(Names.Routes.Blocks, new { range = "203.0.113.7", reason = "x" }, RunningGateway.Token)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var stranger = new HttpClient { BaseAddress = _gateway.Admin.BaseAddress };
        (await stranger.GetAsync(Names.Routes.Blocks, RunningGateway.Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _gateway.GetAsync(Names.Routes.Blocks)).StatusCode.ShouldBe(HttpStatusCode.OK); // the customers' listener knows no such route: it is the shop's
    }

    [Fact]
    public async Task Put_BeyondTheMaximum_Is507()
    {
        for (var i = 0; i < 4; i++)
        {
            (await PutAsync(new { range = $"203.0.113.{i}", reason = "x" })).EnsureSuccessStatusCode();
        }

        (await PutAsync(new { range = "203.0.113.4", reason = "x" })).StatusCode.ShouldBe((HttpStatusCode)507);
        (await PutAsync(new { range = "203.0.113.3", reason = "again" })).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Show_OneAddress_OnlyWhatHoldsIt()
    {
        (await PutAsync(new { range = "203.0.113.0/24", reason = "a" })).EnsureSuccessStatusCode();
        (await PutAsync(new { range = "203.0.114.0/24", reason = "b" })).EnsureSuccessStatusCode();

        var items = (await ShowAsync("?address=203.0.113.200")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("range").GetString());

        items.ShouldBe(["203.0.113.0/24"]);
        (await _gateway.Admin.GetAsync(Names.Routes.Blocks + "?address=1.2", RunningGateway.Token)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Restart_KeepsTheEntries()
    {
        (await PutAsync(new { range = "203.0.113.0/24", reason = "scanner", until = "2999-01-01T00:00:00Z" })).EnsureSuccessStatusCode();
        await _gateway.DisposeAsync();

        _gateway = await RunningGateway.StartAsync(_data, _shop.Url, null, "Customers:KnownProxies:0=127.0.0.1");

        (await StatusFromAsync("203.0.113.7")).ShouldBe(HttpStatusCode.Forbidden);
        (await ShowAsync()).GetProperty("items")[0].GetProperty("reason").GetString().ShouldBe("scanner");
    }

    [Theory]
    [InlineData("text/html", "text/html; charset=utf-8", "Access refused")]
    [InlineData("application/json", "application/problem+json", "\"status\":403")]
    [InlineData("*/*", "text/plain; charset=utf-8", "THE PARFUMERIEE: Access refused.")]
    public async Task Blocked_AnswersInTheClientsForm(string accept, string type, string contains)
    {
        (await PutAsync(new { range = "203.0.113.7", reason = "scanner" })).EnsureSuccessStatusCode();

        var answer = await _gateway.GetAsync("/", ("X-Forwarded-For", "203.0.113.7"), ("Accept", accept), ("Accept-Language", "en"));

        answer.Content.Headers.ContentType!.ToString().ShouldBe(type);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await answer.Content.ReadAsStringAsync(RunningGateway.Token)).ShouldContain(contains);
        _shop.Seen.ShouldBeEmpty();
    }

    private async Task<HttpStatusCode> StatusFromAsync(string address) => (await _gateway.GetAsync("/", ("X-Forwarded-For", address))).StatusCode;

    private Task<JsonElement> ShowAsync(string query = "") => _gateway.Admin.GetFromJsonAsync<JsonElement>(Names.Routes.Blocks + query, RunningGateway.Token);

    private async Task<HttpResponseMessage> PutAsync(object change)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Names.Routes.Blocks) { Content = JsonContent.Create(change) };
        request.Headers.Add(Names.Headers.Actor, "user:anna");
        return await _gateway.Admin.SendAsync(request, RunningGateway.Token);
    }

    private async Task<HttpResponseMessage> DeleteAsync(string range)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{Names.Routes.Blocks}?range={Uri.EscapeDataString(range)}");
        request.Headers.Add(Names.Headers.Actor, "user:anna");
        return await _gateway.Admin.SendAsync(request, RunningGateway.Token);
    }
}
