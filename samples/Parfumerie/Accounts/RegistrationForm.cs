using Parfumerie.Checkout;

namespace Parfumerie.Accounts;

/// <summary>What a new customer fills in.</summary>
public sealed record RegistrationForm(string Email, string Name, string Password)
{
    internal const int LongestText = 200;

    public override string ToString() => "RegistrationForm";

    internal static RegistrationForm Read(IFormCollection form) =>
        new(form["email"].ToString().Trim(), form["name"].ToString().Trim(), form["password"].ToString());

    internal static string Normal(string email) => email.Trim().ToLowerInvariant();

    /// <returns>Field name to key of the text; empty when all is well.</returns>
    internal Dictionary<string, string> Validate()
    {
        var errors = new Dictionary<string, string>();
        if (!AddressForm.IsEmail(Email))
        {
            errors["email"] = "Error_Email";
        }

        if (Name.Length is 0 or > LongestText)
        {
            errors["name"] = "Error_Name";
        }

        if (Password.Length is < Passwords.ShortestPassword or > Passwords.LongestPassword)
        {
            errors["password"] = "Error_Password";
        }

        return errors;
    }
}
