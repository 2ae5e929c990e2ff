using Parfumerie.Visitors;
using Parfumerie.Web;

namespace Parfumerie.Accounts;

/// <summary>Turns a visitor into a customer.</summary>
internal sealed class SignIn(CustomerRepository customers, VisitorRepository visitors, Passwords passwords, Shopper shopper)
{
    /// <returns>False for a wrong password and for an unknown address alike.</returns>
    public async Task<bool> LogInAsync(HttpContext context, string email, string password, CancellationToken token)
    {
        if (password.Length > Passwords.LongestPassword || email.Length > RegistrationForm.LongestText)
        {
            return false;
        }

        var customer = await customers.FindAsync(RegistrationForm.Normal(email), token);
        if (!passwords.Verify(customer, password))
        {
            return false;
        }

        await EnterAsync(context, customer!.Id, token);
        return true;
    }

    /// <returns>False when the address has an account already.</returns>
    public async Task<bool> RegisterAsync(HttpContext context, RegistrationForm form, CancellationToken token)
    {
        var customer = new Customer(
            Guid.NewGuid().ToString("N"), RegistrationForm.Normal(form.Email), form.Name, passwords.Hash(form.Password));
        if (!await customers.AddAsync(customer, token))
        {
            return false;
        }

        await EnterAsync(context, customer.Id, token);
        return true;
    }

    private Task EnterAsync(HttpContext context, string customerId, CancellationToken token) =>
        visitors.LogInAsync(shopper.Visitor?.Id, VisitorCookie.Issue(context), customerId, shopper.Run, token);
}
