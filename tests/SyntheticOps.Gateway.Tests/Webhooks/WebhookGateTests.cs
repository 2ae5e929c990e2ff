using System.Net;
using System.Text;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Tests.Webhooks;

public sealed class WebhookGateTests : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private PayingShop _shop = null!;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync() => _shop = await PayingShop.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _shop.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Shop_Works_ItsOwnAnswerPassesAndNothingIsStored()
    {
        await using var gateway = await StartAsync();

        var answer = await gateway.Customer.SendAsync("evt_1", Now);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await TextAsync(answer)).ShouldBe("booked 0");
        (await gateway.CountAsync()).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Shop_RefusesTheSignature_ItsVerdictPasses()
    {
        await using var gateway = await StartAsync();

        (await gateway.Customer.SendAsync("evt_1", Now.AddSeconds(-400))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        _shop.Refused.ShouldBe(1);
        (await gateway.CountAsync()).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Shop_Fails_StoredThenHandedOnWithAFreshSignature(int status)
    {
        _shop.Status = status;
        await using var gateway = await StartAsync();
        var signature = PayingShop.Sign(PayingShop.Event("evt_1"), Now.AddSeconds(-200));

        var answer = await gateway.Customer.SendAsync("evt_1", Now, signature);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await TextAsync(answer)).ShouldBe("""{"stored":true}""");
        _shop.Paid.ShouldBeEmpty();
        _shop.Status = 200;
        await DeliveredAsync("evt_1");
        _shop.Deliveries["evt_1"].ShouldBe(1);
        var headers = _shop.Seen.Last();
        headers[Names.Headers.OriginalSignature].ShouldBe(signature);
        headers["Stripe-Signature"].ShouldNotBe(signature);
        headers["Content-Type"].ShouldBe("application/json");
        headers["Host"].ShouldBe(gateway.Customer.BaseAddress!.Authority);
        headers["X-Forwarded-For"].ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task Shop_Unreachable_Stored()
    {
        await using var gateway = await RunningGateway.StartAsync(_data, "http://127.0.0.1:1", null, Stripe.Buffered);

        (await gateway.Customer.SendAsync("evt_1", Now)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await gateway.CountAsync()).ShouldBe((1, 0));
        await Stripe.UntilAsync(async () => (await gateway.WebhooksAsync()).GetProperty("routes")[0].GetProperty("problem").GetString() == "ConnectionError", "a try that says why");
    }

    [Fact]
    public async Task Shop_Hangs_StoredAtTheLimit()
    {
        _shop.Work = TimeSpan.FromMinutes(2);
        await using var gateway = await StartAsync("Webhooks:ShopTimeoutS=1");

        var answer = await gateway.Customer.SendAsync("evt_1", Now);

        (await TextAsync(answer)).ShouldBe("""{"stored":true}""");
        (await gateway.CountAsync()).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Maintenance_On_StoredAndHandedOnAfterwardsInOrder()
    {
        await using var gateway = await StartAsync();
        await gateway.SwitchAsync("on");
        string[] ids = [.. Enumerable.Range(0, 20).Select(i => $"evt_{i}")];
        foreach (var id in ids)
        {
            (await gateway.Customer.SendAsync(id, Now)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        _shop.Order.ShouldBeEmpty();
        (await gateway.CountAsync()).ShouldBe((20, 0));
        await gateway.SwitchAsync("off");
        await Stripe.UntilAsync(() => Task.FromResult(_shop.Order.Count == 20), "20 deliveries");

        _shop.Order.ShouldBe(ids);
    }

    [Theory]
    [InlineData("")]
    [InlineData("t=1,v1=00")]
    [InlineData("other secret")]
    [InlineData("old")]
    public async Task Signature_NotValid_Is400AndNothingIsStored(string signature)
    {
        await using var gateway = await StartAsync();
        await gateway.SwitchAsync("on");
        var body = PayingShop.Event("evt_1");
        signature = signature switch
        {
            "other secret" => PayingShop.Sign(body, Now, "whsec_other"),
            "old" => PayingShop.Sign(body, Now.AddSeconds(-400)),
            _ => signature,
        };

        (await gateway.Customer.SendAsync("evt_1", Now, signature)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        (await gateway.CountAsync()).ShouldBe((0, 0));
        Directory.GetFiles(_data.File("webhooks")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Webhooks:Routes:stripe:Buffer=false")]
    [InlineData("Webhooks:Routes:stripe:Scheme=")]
    public async Task Buffer_Off_Is503SoThatTheSenderRetries(string setting)
    {
        _shop.Status = 500;
        string[] settings = [.. Stripe.Buffered.Where(one => one.Split('=')[0] != setting.Split('=')[0]), setting == "Webhooks:Routes:stripe:Scheme=" ? "Webhooks:MaximumAttempts=8" : setting];
        await using var gateway = await RunningGateway.StartAsync(_data, _shop.Url, null, settings);

        var down = await gateway.Customer.SendAsync("evt_1", Now);
        down.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        down.Headers.RetryAfter.ShouldNotBeNull();
        (await TextAsync(down)).ShouldNotContain("the shop's own words");

        await gateway.SwitchAsync("on");
        (await gateway.Customer.SendAsync("evt_1", Now)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await gateway.CountAsync()).ShouldBe((0, 0));
        gateway.Logs.Lines.ShouldContain(line => setting.Contains("Scheme") == line.Text.Contains("no scheme"));
    }

    [Fact]
    public async Task Store_Full_Is503()
    {
        await using var gateway = await StartAsync("Webhooks:MaximumBytes=2000");
        await gateway.SwitchAsync("on");
        var codes = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            codes.Add((await gateway.Customer.SendAsync($"evt_{i}", Now)).StatusCode);
        }

        codes.First().ShouldBe(HttpStatusCode.OK);
        codes.Last().ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await gateway.CountAsync()).Waiting.ShouldBe(codes.Count(code => code == HttpStatusCode.OK));
        (await gateway.WebhooksAsync()).GetProperty("bytes").GetInt64().ShouldBeLessThanOrEqualTo(2000);
    }

    /// <summary>Nothing is taken that is not on disk.</summary>
    [Fact]
    public async Task Store_CannotWrite_Is503_AndTakesAgainLater()
    {
        await using var gateway = await StartAsync();
        await gateway.SwitchAsync("on");
        var folder = _data.File("webhooks");
        Directory.Delete(folder);

        var answer = await gateway.Customer.SendAsync("evt_1", Now);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        (await gateway.CountAsync()).ShouldBe((0, 0));

        Directory.CreateDirectory(folder);
        (await gateway.Customer.SendAsync("evt_1", Now)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.CountAsync()).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Body_TooLarge_Is413()
    {
        await using var gateway = await StartAsync("Webhooks:MaximumBody=1024");
        var body = Encoding.UTF8.GetBytes(new string('x', 1025));

        (await gateway.Customer.SendAsync("", Now, PayingShop.Sign(body, Now), body)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Event_SentAgainWhileItWaits_IsKeptOnce()
    {
        await using var gateway = await StartAsync();
        await gateway.SwitchAsync("on");

        (await gateway.Customer.SendAsync("evt_1", Now)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.Customer.SendAsync("evt_1", Now)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.CountAsync()).ShouldBe((1, 0));

        await gateway.SwitchAsync("off");
        await DeliveredAsync("evt_1");
        _shop.Deliveries["evt_1"].ShouldBe(1);
    }

    [Fact]
    public async Task Probe_InMaintenance_ItsPaymentsWebhookPassesAndOthersWait()
    {
        await using var gateway = await StartAsync();
        await gateway.SwitchAsync("on");
        const string Run = "0af7651916cd43dd8448eb211c80319c";
        var signature = ServiceDefaults.Probing.ProbeSignature.Create(RunningGateway.ProbeKey, Run, gateway.Customer.BaseAddress!.Authority, Now);
        (await gateway.GetAsync("/", (Names.Headers.SyntheticProbe, signature))).Headers.GetValues(Names.Headers.Maintenance).ShouldBe(["on"]);

        var caused = await gateway.Customer.SendAsync("evt_probe", Now, traceParent: $"00-{Run}-b7ad6b7169203331-01");
        var other = await gateway.Customer.SendAsync("evt_customer", Now, traceParent: "00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        (await TextAsync(caused)).ShouldBe("booked 0");
        (await TextAsync(other)).ShouldBe("""{"stored":true}""");
        _shop.Order.ShouldBe(["evt_probe"]);
    }

    [Fact]
    public async Task Restart_WhileWaiting_HandsOn()
    {
        await using (var first = await StartAsync())
        {
            await first.SwitchAsync("on");
            (await first.Customer.SendAsync("evt_1", Now)).StatusCode.ShouldBe(HttpStatusCode.OK);
            await first.SwitchAsync("off", "user:anna");
            await DeliveredAsync("evt_1");
            await first.SwitchAsync("on");
            (await first.Customer.SendAsync("evt_2", Now)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await using var second = await StartAsync();
        (await second.CountAsync()).ShouldBe((1, 0));
        await second.SwitchAsync("off");
        await DeliveredAsync("evt_2");
        _shop.Order.ShouldBe(["evt_1", "evt_2"]);
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(RunningGateway.Token);

    private Task<RunningGateway> StartAsync(params string[] more) => RunningGateway.StartAsync(_data, _shop.Url, null, [.. Stripe.Buffered, .. more]);

    private Task DeliveredAsync(string id) => Stripe.UntilAsync(() => Task.FromResult(_shop.Deliveries.ContainsKey(id)), $"delivery of {id}");
}
