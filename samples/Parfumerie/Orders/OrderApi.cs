using Microsoft.AspNetCore.Http.HttpResults;
using Parfumerie.Web;
using SyntheticOps.ServiceDefaults.Probing;

namespace Parfumerie.Orders;

/// <summary>Orders as JSON, and the test orders of probes (contracts.md section 4). Whoever may not see it hears 404.</summary>
internal static class OrderApi
{
    public static void MapOrderApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/orders/{id}", GetAsync);
        routes.MapPost("/api/test-orders/{run}", AddAsync);
        routes.MapDelete("/api/test-orders/{run}", DeleteAsync);
        routes.MapGet("/api/statistics", GetStatisticsAsync);
    }

    private static async Task<Results<Ok<OrderView>, NotFound>> GetAsync(
        string id, Shopper shopper, OrderRepository orders, HttpContext context, CancellationToken token)
    {
        context.Response.Headers.CacheControl = "no-store";
        return await orders.FindAsync(id, token) is { } order && shopper.MaySee(order)
            ? TypedResults.Ok(OrderView.Of(order, await orders.GetLinesAsync(id, token)))
            : TypedResults.NotFound();
    }

    private static async Task<Results<Created<TestOrder>, NotFound>> AddAsync(
        string run, Shopper shopper, TestOrderRepository orders, CancellationToken token) =>
        ProbeSignature.IsRunId(run) && shopper.Run == run
            ? TypedResults.Created($"/api/orders/{run}", await orders.AddAsync(run, token))
            : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> DeleteAsync(
        string run, Shopper shopper, TestOrderRepository orders, CancellationToken token)
    {
        if (!ProbeSignature.IsRunId(run) || shopper.Run != run)
        {
            return TypedResults.NotFound();
        }

        await orders.RemoveAsync(run, token);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> GetStatisticsAsync(
        HttpContext context, OperatorKeys operators, Statistics statistics, CancellationToken token)
    {
        if (!operators.Keys.AcceptsBearer(context.Request.Headers.Authorization))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Results.Problem(statusCode: StatusCodes.Status401Unauthorized, detail: "Send the operator key as bearer token.");
        }

        var figures = await statistics.GetAsync(token);
        return Results.Json(new
        {
            figures.Products,
            figures.Images,
            figures.Orders,
            figures.PaidOrders,
            figures.RevenueCents,
            newestOrderAt = figures.NewestOrderAt is > 0 and var newest ? DateTimeOffset.FromUnixTimeMilliseconds(newest) : (DateTimeOffset?)null,
        });
    }
}
