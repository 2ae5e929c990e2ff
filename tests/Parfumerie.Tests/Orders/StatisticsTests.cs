using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Parfumerie.Tests.Hosting;

namespace Parfumerie.Tests.Orders;

public sealed class StatisticsTests(TestOrderTests.PlainShop shop) : IClassFixture<TestOrderTests.PlainShop>
{
    /// <summary>A new shop: SQLite has no type for a figure that is NULL.</summary>
    [Fact]
    public async Task Get_NoOrderYet_HasNoNewestOne()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/statistics");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ShopServer.OperatorKey);

        using var answer = await shop.Server.NewBrowser().Http.SendAsync(request, TestContext.Current.CancellationToken);

        var figures = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        figures.GetProperty("orders").GetInt64().ShouldBe(0);
        figures.GetProperty("newestOrderAt").ValueKind.ShouldBe(JsonValueKind.Null);
    }
}
