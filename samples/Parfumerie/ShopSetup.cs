using Parfumerie.Accounts;
using Parfumerie.Basket;
using Parfumerie.Catalogue;
using Parfumerie.Checkout;
using Parfumerie.Data;
using Parfumerie.Orders;
using Parfumerie.Payments;
using Parfumerie.Stripe;
using Parfumerie.Visitors;
using Parfumerie.Web;

namespace Parfumerie;

/// <summary>The shop's services and its map.</summary>
internal static class ShopSetup
{
    public static WebApplicationBuilder AddShop(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ProductRepository>();
        builder.Services.AddSingleton<BasketRepository>();
        builder.Services.AddSingleton<VisitorRepository>();
        builder.Services.AddSingleton<CustomerRepository>();
        builder.Services.AddSingleton<OrderRepository>();
        builder.Services.AddSingleton<TestOrderRepository>();
        builder.Services.AddSingleton<Statistics>();
        builder.Services.AddSingleton<Passwords>();
        builder.Services.AddSingleton<LoginSignals>();
        builder.Services.AddScoped<Visits>();
        builder.Services.AddScoped<SignIn>();
        builder.Services.AddScoped<Payment>();
        return builder;
    }

    public static void MapShop(this WebApplication app)
    {
        app.MapAssets();
        app.MapImages();
        app.MapHealthApi();
        app.MapWebhooks();
        app.MapProductApi();
        app.MapStripeFake();

        // Everything below knows who asks.
        var visited = app.MapGroup("").AddEndpointFilter<RouteGroupBuilder, VisitorFilter>();
        visited.MapCatalogue();
        visited.MapBasket();
        visited.MapAccounts();
        visited.MapCheckout();
        visited.MapCheckoutApi();
        visited.MapOrders();
        visited.MapOrderApi();
    }
}
