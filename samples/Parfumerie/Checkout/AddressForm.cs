using System.Text.RegularExpressions;

namespace Parfumerie.Checkout;

/// <summary>Where the parcel goes.</summary>
public sealed partial record AddressForm(string Email, string Name, string Address, string Postcode, string City)
{
    private const int LongestText = 200;

    public static AddressForm Empty { get; } = new("", "", "", "", "");

    public override string ToString() => "AddressForm";

    internal static AddressForm Read(IFormCollection form)
    {
        string Field(string name) => form[name].ToString().Trim();
        return new AddressForm(Field("email"), Field("name"), Field("address"), Field("postcode"), Field("city"));
    }

    /// <returns>Field name to key of the text; empty when all is well.</returns>
    internal Dictionary<string, string> Validate()
    {
        var errors = new Dictionary<string, string>();
        void Require(string field, bool valid, string key)
        {
            if (!valid)
            {
                errors[field] = key;
            }
        }

        Require("email", IsEmail(Email), "Error_Email");
        Require("name", IsText(Name), "Error_Name");
        Require("address", IsText(Address), "Error_Address");
        Require("postcode", PostcodePattern().IsMatch(Postcode), "Error_Postcode");
        Require("city", IsText(City), "Error_City");
        return errors;
    }

    /// <summary>Something before one @ and a name with a dot after it; only a letter that arrives proves more.</summary>
    internal static bool IsEmail(string text) => text.Length <= LongestText && EmailPattern().IsMatch(text);

    private static bool IsText(string text) => text.Length is > 0 and <= LongestText && !text.Any(char.IsControl);

    [GeneratedRegex(@"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+\z", RegexOptions.NonBacktracking)]
    private static partial Regex EmailPattern();

    /// <summary>Europe's post codes: 75002, SW1A 1AA, 1012 AB.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9 -]{2,9}\z", RegexOptions.NonBacktracking)]
    private static partial Regex PostcodePattern();
}
