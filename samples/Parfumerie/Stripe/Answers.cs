namespace Parfumerie.Stripe;

/// <summary>Stripe's answers: an object as JSON, or `{"error": {…}}`.</summary>
internal static class Answers
{
    public static IResult Intent(PaymentIntent intent) => Results.Text(intent.ToJson(), "application/json");

    public static IResult Error(int status, StripeError error) =>
        Results.Json(new { error }, PaymentIntent.Json, statusCode: status);

    public static IResult Invalid(string message, string? param = null, string? code = null) =>
        Error(StatusCodes.Status400BadRequest, new StripeError { Type = "invalid_request_error", Message = message, Param = param, Code = code });

    public static IResult Missing(string kind, string id) => Error(StatusCodes.Status404NotFound, new StripeError
    {
        Type = "invalid_request_error",
        Code = "resource_missing",
        Message = $"No such {kind}: '{id}'",
        Param = "id",
    });
}
