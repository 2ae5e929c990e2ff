using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Parfumerie.Tests.Hosting;

namespace Parfumerie.Tests.Stripe;

public sealed class StripeApiTests(StripeApiTests.QuietShop shop) : IClassFixture<StripeApiTests.QuietShop>
{
    private ShopServer Shop => shop.Server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Api_WithoutKey_Is401InStripesShape()
    {
        using var answer = await Shop.NewBrowser().Http.GetAsync("/v1/events", Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await JsonAsync(answer)).GetProperty("error").GetProperty("type").GetString().ShouldBe("invalid_request_error");
    }

    [Fact]
    public async Task Intent_CreateConfirmRetrieve_Succeeds()
    {
        using var stripe = Shop.NewStripe();
        var created = await CreateAsync(stripe);
        created.GetProperty("object").GetString().ShouldBe("payment_intent");
        created.GetProperty("status").GetString().ShouldBe("requires_payment_method");
        created.GetProperty("metadata").GetProperty("order_id").GetString().ShouldBe("o1");
        var id = created.GetProperty("id").GetString()!;

        using var confirmed = await ConfirmAsync(stripe, id, "pm_card_visa");

        confirmed.StatusCode.ShouldBe(HttpStatusCode.OK);
        var retrieved = await stripe.GetFromJsonAsync<JsonElement>($"/v1/payment_intents/{id}", Token);
        retrieved.GetProperty("status").GetString().ShouldBe("succeeded");
        retrieved.GetProperty("amount_received").GetInt64().ShouldBe(1250);
        using var again = await ConfirmAsync(stripe, id, "pm_card_visa");
        again.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await JsonAsync(again)).GetProperty("error").GetProperty("code").GetString().ShouldBe("payment_intent_unexpected_state");
    }

    [Fact]
    public async Task Intent_Declined_Is402WithTheIntent()
    {
        using var stripe = Shop.NewStripe();
        var id = (await CreateAsync(stripe)).GetProperty("id").GetString()!;

        using var answer = await ConfirmAsync(stripe, id, "pm_card_visa_chargeDeclined");

        answer.StatusCode.ShouldBe(HttpStatusCode.PaymentRequired);
        var error = (await JsonAsync(answer)).GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe("card_declined");
        error.GetProperty("payment_intent").GetProperty("status").GetString().ShouldBe("requires_payment_method");
    }

    [Fact]
    public async Task Intent_SameIdempotencyKey_IsTheSameIntent()
    {
        using var stripe = Shop.NewStripe();
        stripe.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());

        var ids = new[] { await CreateAsync(stripe), await CreateAsync(stripe) }.Select(intent => intent.GetProperty("id").GetString());

        ids.Distinct().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("amount=-1&currency=eur", "amount")]
    [InlineData("amount=1.5&currency=eur", "amount")]
    [InlineData("amount=100", "currency")]
    public async Task Intent_BadParameter_IsNamed(string form, string param)
    {
        using var stripe = Shop.NewStripe();
        using var body = new StringContent(form, null, "application/x-www-form-urlencoded");

        using var answer = await stripe.PostAsync("/v1/payment_intents", body, Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await JsonAsync(answer)).GetProperty("error").GetProperty("param").GetString().ShouldBe(param);
    }

    [Fact]
    public async Task Events_Paging_WalksBothWays()
    {
        using var stripe = Shop.NewStripe();
        for (var i = 0; i < 5; i++)
        {
            await CreateAsync(stripe);
        }

        var (newest, more) = await ListAsync(stripe, "limit=2");
        more.ShouldBeTrue();
        var (older, _) = await ListAsync(stripe, $"limit=2&starting_after={newest[1]}");
        older.ShouldNotContain(newest[1]);
        var (back, none) = await ListAsync(stripe, $"limit=2&ending_before={older[0]}");
        back.ShouldBe(newest);
        none.ShouldBeFalse();
        (await stripe.GetAsync("/v1/events?starting_after=evt_unknown", Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stripe.GetAsync("/v1/events?limit=101", Token)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await stripe.GetAsync("/v1/events?delivery_success=perhaps", Token)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Events_Filters_ByTypeAndDelivery()
    {
        using var stripe = Shop.NewStripe();
        var id = (await CreateAsync(stripe)).GetProperty("id").GetString()!;
        (await ConfirmAsync(stripe, id, "pm_card_visa")).Dispose();

        var (undelivered, _) = await ListAsync(stripe, "delivery_success=false&types[]=payment_intent.succeeded&limit=100");
        var (delivered, _) = await ListAsync(stripe, "delivery_success=true");

        undelivered.ShouldNotBeEmpty();
        delivered.ShouldBeEmpty();
    }

    private static async Task<JsonElement> CreateAsync(HttpClient stripe)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["amount"] = "1250", ["currency"] = "eur", ["metadata[order_id]"] = "o1" });
        using var answer = await stripe.PostAsync("/v1/payment_intents", form);
        return await JsonAsync(answer);
    }

    private static Task<HttpResponseMessage> ConfirmAsync(HttpClient stripe, string id, string method) =>
        stripe.PostAsync($"/v1/payment_intents/{id}/confirm", new FormUrlEncodedContent(new Dictionary<string, string> { ["payment_method"] = method }));

    private static async Task<(IReadOnlyList<string> Ids, bool More)> ListAsync(HttpClient stripe, string query)
    {
        var list = await stripe.GetFromJsonAsync<JsonElement>("/v1/events?" + query);
        return ([.. list.GetProperty("data").EnumerateArray().Select(one => one.GetProperty("id").GetString()!)], list.GetProperty("has_more").GetBoolean());
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    /// <summary>Its webhooks go nowhere.</summary>
    public sealed class QuietShop : SharedShop
    {
        protected override Task<string[]> SettingsAsync() => Task.FromResult<string[]>(["Stripe:WebhookUrl=http://127.0.0.1:1/"]);
    }
}
