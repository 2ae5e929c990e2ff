using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Parfumerie.Checkout;
using Parfumerie.Orders;

namespace Parfumerie.Payments;

/// <summary>What Stripe said to a confirmation.</summary>
/// <param name="Succeeded">The money is taken.</param>
/// <param name="ErrorCode">Stripe's code when the card was refused: `card_declined`.</param>
internal sealed record StripeAnswer(bool Succeeded, string? ErrorCode);

/// <summary>Stripe answered in a way that is no verdict about the card.</summary>
internal sealed class StripeException(string message) : Exception(message);

/// <summary>The two calls of Stripe's API that a checkout needs: https://docs.stripe.com/api/payment_intents.</summary>
internal sealed class StripeClient(HttpClient http, StripeKeys keys)
{
    /// <returns>The id of the order's payment intent: `pi_…`. Asked again for the same order it is the same one.</returns>
    public async Task<string> CreateAsync(Order order, CancellationToken token)
    {
        using var request = Request("v1/payment_intents", new()
        {
            ["amount"] = order.TotalCents.ToString(CultureInfo.InvariantCulture),
            ["currency"] = order.Currency,
            ["payment_method_types[]"] = "card",
            ["metadata[order_id]"] = order.Id,
        });
        request.Headers.Add("Idempotency-Key", "order-" + order.Id);
        using var response = await http.SendAsync(request, token);
        using var body = await ReadAsync(response, token);
        return response.IsSuccessStatusCode && body.RootElement.TryGetProperty("id", out var id)
            ? id.GetString()!
            : throw Refused("create a payment intent", response);
    }

    public async Task<StripeAnswer> ConfirmAsync(string intent, CardForm card, CancellationToken token)
    {
        using var request = Request($"v1/payment_intents/{Uri.EscapeDataString(intent)}/confirm", new()
        {
            ["payment_method_data[type]"] = "card",
            ["payment_method_data[card][number]"] = card.Number,
            ["payment_method_data[card][exp_month]"] = card.ExpiryMonth.ToString(CultureInfo.InvariantCulture),
            ["payment_method_data[card][exp_year]"] = card.ExpiryYear.ToString(CultureInfo.InvariantCulture),
            ["payment_method_data[card][cvc]"] = card.Cvc,
        });
        using var response = await http.SendAsync(request, token);
        using var body = await ReadAsync(response, token);
        if (response.IsSuccessStatusCode)
        {
            return body.RootElement.TryGetProperty("status", out var status) && status.GetString() is "succeeded" or "processing"
                ? new StripeAnswer(true, null)
                : throw Refused("confirm a payment intent at once", response);
        }

        var code = ErrorOf(body.RootElement, out var intentStatus);
        return response.StatusCode switch
        {
            HttpStatusCode.PaymentRequired => new StripeAnswer(false, code ?? "card_declined"),
            // Somebody pressed the button twice: the first press paid.
            HttpStatusCode.BadRequest when code == "payment_intent_unexpected_state" && intentStatus == "succeeded" => new StripeAnswer(true, null),
            _ => throw Refused("confirm a payment intent", response),
        };
    }

    private static string? ErrorOf(JsonElement body, out string? intentStatus)
    {
        intentStatus = null;
        if (!body.TryGetProperty("error", out var error))
        {
            return null;
        }

        intentStatus = error.TryGetProperty("payment_intent", out var intent) && intent.TryGetProperty("status", out var status) ? status.GetString() : null;
        return error.TryGetProperty("code", out var code) ? code.GetString() : null;
    }

    private static StripeException Refused(string what, HttpResponseMessage response) =>
        new($"Stripe did not {what}: it answered {(int)response.StatusCode}.");

    private static async Task<JsonDocument> ReadAsync(HttpResponseMessage response, CancellationToken token)
    {
        try
        {
            return await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(token), cancellationToken: token);
        }
        catch (JsonException)
        {
            throw new StripeException($"Stripe answered {(int)response.StatusCode} with a body that is no JSON.");
        }
    }

    private HttpRequestMessage Request(string path, Dictionary<string, string> form) => new(HttpMethod.Post, path)
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", keys.SecretKey) },
        Content = new FormUrlEncodedContent(form),
    };
}
