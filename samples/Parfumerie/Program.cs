using Parfumerie.Data;
using Parfumerie.Faults;
using Parfumerie.Payments;
using Parfumerie.Stripe;
using Parfumerie.Tls;
using Parfumerie.Web;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

namespace Parfumerie;

/// <summary>THE PARFUMERIEE, the shop that SyntheticOps watches.</summary>
internal static class Program
{
    internal static Task<int> Main(string[] args) => Launch.RunAsync(() => Build(args));

    internal static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = ShopActivity.ApplicationName });
        builder.AddServiceDefaults();
        builder.AddShopData();
        builder.AddShopWeb();
        builder.AddPayments();
        builder.AddStripeFake();
        builder.AddShop();
        builder.AddTls();
        builder.AddFaults();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.UseOuterFaults();
        app.UseShopWeb();
        app.UseInnerFaults();
        app.MapShop();
        return app;
    }
}
