using Microsoft.Extensions.DependencyInjection;
using Parfumerie.Data;
using Parfumerie.Tests.Hosting;

namespace Parfumerie.Tests.Checkout;

/// <summary>The flow on SQLite.</summary>
public sealed class SqliteOrderFlowTests(SqliteShop shop) : OrderFlowContract(shop), IClassFixture<SqliteShop>;

/// <summary>The flow on PostgreSQL.</summary>
public sealed class PostgresOrderFlowTests(PostgresShop shop) : OrderFlowContract(shop), IClassFixture<PostgresShop>
{
    private readonly PostgresShop _shop = shop;

    [Fact]
    public void Shop_WithAConnectionString_IsOnPostgres() =>
        _shop.Server.Services.GetRequiredService<ISqlDialect>().SystemName.ShouldBe("postgresql");
}
