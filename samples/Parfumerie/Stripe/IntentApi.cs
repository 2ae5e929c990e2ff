using System.Globalization;

namespace Parfumerie.Stripe;

/// <summary>/v1/payment_intents: create, retrieve, confirm.</summary>
internal static class IntentApi
{
    public static void MapIntents(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/payment_intents", CreateAsync);
        routes.MapGet("/payment_intents/{id}", async (string id, IntentRepository intents, CancellationToken token) =>
            await intents.FindAsync(id, token) is { } intent ? Answers.Intent(intent) : Answers.Missing("payment_intent", id));
        routes.MapPost("/payment_intents/{id}/confirm", ConfirmAsync);
    }

    private static async Task<IResult> CreateAsync(
        HttpRequest request, IntentRepository intents, WebhookBell bell, TimeProvider clock, CancellationToken token)
    {
        var form = await ReadAsync(request, token);
        if (!long.TryParse(form["amount"], NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount < 1)
        {
            return Answers.Invalid("Invalid positive integer", "amount", "parameter_invalid_integer");
        }

        if (form["currency"].ToString() is not { Length: 3 } currency)
        {
            return Answers.Invalid("Missing required param: currency.", "currency", "parameter_missing");
        }

        var id = StripeIds.New("pi");
        var intent = new PaymentIntent
        {
            Id = id,
            Amount = amount,
            ClientSecret = StripeIds.NewClientSecret(id),
            Created = clock.GetUtcNow().ToUnixTimeSeconds(),
            Currency = currency.ToLowerInvariant(),
            Description = Optional(form, "description"),
            ReceiptEmail = Optional(form, "receipt_email"),
            Metadata = Metadata(form),
        };
        var kept = await intents.AddAsync(intent, request.Headers["Idempotency-Key"] is [{ Length: > 0 and <= 255 } key] ? key : null, token);
        bell.Ring();
        return Answers.Intent(kept);
    }

    private static async Task<IResult> ConfirmAsync(
        string id, HttpRequest request, IntentRepository intents, WebhookBell bell, TimeProvider clock, CancellationToken token)
    {
        var (card, problem) = CardOf(await ReadAsync(request, token));
        if (card is null)
        {
            return problem!;
        }

        var confirmation = new Confirmation(card, clock.GetUtcNow());
        var intent = await intents.ChangeAsync(id, confirmation.Apply, token);
        bell.Ring();
        return intent is null ? Answers.Missing("payment_intent", id) : confirmation.Answer(intent);
    }

    /// <summary>The card of `payment_method_data`, or the one that a `pm_card_…` name stands for.</summary>
    private static (TestCard? Card, IResult? Problem) CardOf(IFormCollection form)
    {
        if (form["payment_method"].ToString() is { Length: > 0 } method)
        {
            return TestCard.Named(method) is { } named ? (named, null) : (null, Answers.Missing("PaymentMethod", method));
        }

        if (form["payment_method_data[type]"] != "card")
        {
            return (null, Answers.Invalid(
                "You cannot confirm this PaymentIntent because it's missing a payment method.", null, "payment_intent_unexpected_state"));
        }

        string Field(string name) => form[$"payment_method_data[card][{name}]"].ToString();
        return int.TryParse(Field("exp_month"), NumberStyles.None, CultureInfo.InvariantCulture, out var month)
            && int.TryParse(Field("exp_year"), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
                ? (new TestCard(Field("number"), month, year), null)
                : (null, Answers.Invalid("Missing required param: payment_method_data[card][exp_month].", "payment_method_data[card][exp_month]", "parameter_missing"));
    }

    private static async Task<IFormCollection> ReadAsync(HttpRequest request, CancellationToken token) =>
        request.HasFormContentType ? await request.ReadFormAsync(token) : FormCollection.Empty;

    private static string? Optional(IFormCollection form, string name) => form[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>`metadata[order_id]=7` and the like; at most 50 as at Stripe.</summary>
    private static Dictionary<string, string> Metadata(IFormCollection form) => form
        .Where(field => field.Key.StartsWith("metadata[", StringComparison.Ordinal) && field.Key.EndsWith(']'))
        .Take(50)
        .ToDictionary(field => field.Key["metadata[".Length..^1], field => field.Value.ToString());
}
