namespace Parfumerie.Stripe;

/// <summary>Stripe's test cards (https://docs.stripe.com/testing): any Luhn-valid number pays, the known bad ones are refused in the known words.</summary>
internal static class TestCards
{
    /// <returns>Null when the card is good.</returns>
    public static StripeError? Judge(string number, int month, int year, DateTimeOffset now)
    {
        if (!IsLuhnValid(number))
        {
            return Refuse("incorrect_number", "Your card number is incorrect.", param: "number");
        }

        if (month is < 1 or > 12)
        {
            return Refuse("invalid_expiry_month", "Your card's expiration month is invalid.", param: "exp_month");
        }

        if (year < now.Year || year > now.Year + 50 || (year == now.Year && month < now.Month))
        {
            return Refuse("invalid_expiry_year", "Your card's expiration year is invalid.", param: "exp_year");
        }

        return number switch
        {
            "4000000000000002" => Refuse("card_declined", "Your card was declined.", "generic_decline"),
            "4000000000009995" => Refuse("card_declined", "Your card has insufficient funds.", "insufficient_funds"),
            "4000000000000069" => Refuse("expired_card", "Your card has expired."),
            "4000000000000127" => Refuse("incorrect_cvc", "Your card's security code is incorrect.", param: "cvc"),
            "4000000000000119" => Refuse("processing_error", "An error occurred while processing your card. Try again in a little bit."),
            _ => null,
        };
    }

    /// <summary>ISO/IEC 7812-1 check digit, 12 to 19 digits.</summary>
    public static bool IsLuhnValid(string number)
    {
        if (number.Length is < 12 or > 19 || !number.All(char.IsAsciiDigit))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var digit = number[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
        }

        return sum % 10 == 0;
    }

    private static StripeError Refuse(string code, string message, string? declineCode = null, string? param = null) =>
        new() { Type = "card_error", Code = code, Message = message, DeclineCode = declineCode, Param = param };
}
