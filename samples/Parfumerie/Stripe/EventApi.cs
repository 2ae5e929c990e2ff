using System.Globalization;

namespace Parfumerie.Stripe;

/// <summary>/v1/events: list, retrieve, and send again (`stripe events resend`).</summary>
internal static class EventApi
{
    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/events", ListAsync);
        routes.MapGet("/events/{id}", async (string id, EventRepository events, CancellationToken token) =>
            await events.FindAsync(id, token) is { } found ? Results.Json(found.ToNode()) : Answers.Missing("event", id));
        routes.MapPost("/events/{id}/retry", ReplayAsync);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, EventRepository events, CancellationToken token)
    {
        if (!TryRead(request.Query, out var filter, out var problem))
        {
            return problem!;
        }

        if (await events.ListAsync(filter, token) is not { } page)
        {
            return Answers.Missing("event", filter.StartingAfter ?? filter.EndingBefore!);
        }

        return Results.Json(
            new { Object = "list", Url = "/v1/events", HasMore = page.More, Data = page.Events.Select(found => found.ToNode()) },
            PaymentIntent.Json);
    }

    private static async Task<IResult> ReplayAsync(string id, EventRepository events, WebhookBell bell, CancellationToken token)
    {
        if (await events.FindAsync(id, token) is not { } found)
        {
            return Answers.Missing("event", id);
        }

        await events.ReplayAsync(id, token);
        bell.Ring();
        return Results.Json(found.ToNode());
    }

    private static bool TryRead(IQueryCollection query, out EventFilter filter, out IResult? problem)
    {
        var limit = 10;
        bool? delivered = null;
        problem = null;
        if (query.TryGetValue("limit", out var count)
            && (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 100))
        {
            problem = Answers.Invalid("Invalid integer: limit must be between 1 and 100.", "limit", "parameter_invalid_integer");
        }

        if (query.TryGetValue("delivery_success", out var success))
        {
            delivered = bool.TryParse(success, out var flag) ? flag : null;
            problem ??= delivered is null ? Answers.Invalid("Invalid boolean: delivery_success.", "delivery_success") : null;
        }

        var types = query["types[]"].Concat(query["types"]).Concat(query["type"]).OfType<string>().ToList();
        filter = new EventFilter(delivered, types, Cursor(query, "starting_after"), Cursor(query, "ending_before"), limit);
        return problem is null;
    }

    private static string? Cursor(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } id ? id : null;
}
