using System.Globalization;

namespace Parfumerie.Checkout;

/// <summary>A card on its way to Stripe. It is never stored, and never printed.</summary>
internal sealed record CardForm(string Number, int ExpiryMonth, int ExpiryYear, string Cvc)
{
    public override string ToString() => "CardForm";

    /// <summary>The card of the form, or the key of the text that says what is wrong. Whether it is good is Stripe's to say.</summary>
    public static (CardForm? Card, string? Error) Read(IFormCollection form)
    {
        var number = new string([.. form["number"].ToString().Where(character => character is not ' ' and not '-')]);
        if (number.Length is < 12 or > 19 || !number.All(char.IsAsciiDigit))
        {
            return (null, "Error_CardNumber");
        }

        if (Expiry(form["expiry"].ToString()) is not { } expiry)
        {
            return (null, "Error_Expiry");
        }

        var cvc = form["cvc"].ToString().Trim();
        return cvc.Length is 3 or 4 && cvc.All(char.IsAsciiDigit)
            ? (new CardForm(number, expiry.Month, expiry.Year, cvc), null)
            : (null, "Error_Cvc");
    }

    /// <summary>`12/34`, `12 / 2034` and `1234` are December 2034.</summary>
    private static (int Month, int Year)? Expiry(string text)
    {
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        if (digits.Length is not (4 or 6) || text.Any(character => !char.IsAsciiDigit(character) && character is not ('/' or ' ')))
        {
            return null;
        }

        var month = int.Parse(digits[..2], CultureInfo.InvariantCulture);
        var year = int.Parse(digits[2..], CultureInfo.InvariantCulture);
        return month is >= 1 and <= 12 ? (month, year < 100 ? 2000 + year : year) : null;
    }
}
