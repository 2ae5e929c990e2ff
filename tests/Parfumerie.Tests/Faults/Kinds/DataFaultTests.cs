using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parfumerie.Data;

namespace Parfumerie.Tests.Faults.Kinds;

/// <summary>Faults of the shop's data; what was deleted comes back.</summary>
public sealed class DataFaultTests : IAsyncLifetime
{
    private readonly BrokenShop _shop = new();

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task DatabaseDown_EveryPageFails_ButNotHealth()
    {
        await _shop.BreakAsync("database-down");

        (await _shop.CodeAsync("/")).ShouldBe(HttpStatusCode.InternalServerError);
        await _shop.FaultBecomesAsync("/", "database-down");
        (await _shop.CodeAsync("/api/health")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await _shop.CodeAsync("/health")).ShouldBe(HttpStatusCode.OK);

        await _shop.RepairAsync();
        (await _shop.CodeAsync("/")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task DeleteProducts_GoAndComeBack_EvenWhileTheDatabaseIsDown()
    {
        var before = await ProductsAsync();
        await _shop.BreakAsync("delete-products", new { count = 3 });
        (await ProductsAsync()).ShouldBe(before.SkipLast(3));
        (await _shop.CodeAsync($"/parfums/{before[^1]}")).ShouldBe(HttpStatusCode.NotFound);

        await _shop.BreakAsync("database-down");
        await _shop.RepairAsync();

        (await ProductsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task DeleteProducts_TwiceInARow_LosesNone()
    {
        var before = await ProductsAsync();
        await _shop.BreakAsync("delete-products", new { count = 3 });
        await _shop.BreakAsync("delete-products", new { count = 1_000 });
        (await ProductsAsync()).ShouldBeEmpty();

        await _shop.RepairAsync();

        (await ProductsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task DeleteImages_PageStays_PictureIsGone()
    {
        var slug = (await ProductsAsync()).Order(StringComparer.Ordinal).First();
        await _shop.BreakAsync("delete-images", new { count = 1 });

        (await _shop.CodeAsync($"/images/{slug}.svg")).ShouldBe(HttpStatusCode.NotFound);
        (await _shop.CodeAsync($"/parfums/{slug}")).ShouldBe(HttpStatusCode.OK);

        await _shop.RepairAsync();
        (await _shop.CodeAsync($"/images/{slug}.svg")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task DeleteOrders_NewestGoWithTheirLines_AndComeBack()
    {
        var pages = new[] { await _shop.OrderAsync(), await _shop.OrderAsync(), await _shop.OrderAsync() };

        await _shop.BreakAsync("delete-orders", new { percent = 50 });
        (await CountAsync("orders")).ShouldBe(1);
        (await CountAsync("order_lines")).ShouldBe(1);

        await _shop.RepairAsync("delete-orders");
        (await CountAsync("orders")).ShouldBe(3);
        (await CountAsync("order_lines")).ShouldBe(3);
        foreach (var page in pages)
        {
            (await _shop.CodeAsync(page)).ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task DeleteOrders_None_IsRefused()
    {
        using var body = new StringContent("""{"params":{"percent":50}}""");
        var answer = await _shop.Operator.PutAsync("/_faults/delete-orders", body, BrokenShop.Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(BrokenShop.Token)).ShouldContain("There is no order to delete");
    }

    [Fact]
    public async Task Restart_WhileRowsAreGone_BringsThemBack()
    {
        var before = await ProductsAsync();
        await _shop.BreakAsync("delete-products", new { count = 3 });

        await _shop.StopAsync();
        await _shop.StartAsync("Development");

        (await ProductsAsync()).ShouldBe(before);
    }

    private async Task<IReadOnlyList<string>> ProductsAsync() =>
        [.. JsonDocument.Parse(await _shop.TextAsync("/api/products")).RootElement.GetProperty("products").EnumerateArray().Select(product => product.GetProperty("slug").GetString()!)];

    private async Task<long> CountAsync(string table)
    {
        await using var connection = await _shop.Services.GetRequiredService<IShopDatabase>().OpenAsync(BrokenShop.Token);
        return await connection.GetAsync<long>($"SELECT COUNT(*) FROM {table}", null, BrokenShop.Token);
    }
}
