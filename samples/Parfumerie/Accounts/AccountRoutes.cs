using Parfumerie.Localization;
using Parfumerie.Pages;
using Parfumerie.Visitors;
using Parfumerie.Web;

namespace Parfumerie.Accounts;

/// <summary>Login, registration, logout.</summary>
internal static class AccountRoutes
{
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/connexion", () => Show.Page<LoginPage>(new { }));
        routes.MapPost("/connexion", LogInAsync);
        routes.MapGet("/inscription", () => Show.Page<RegisterPage>(new { Form = new RegistrationForm("", "", "") }));
        routes.MapPost("/inscription", RegisterAsync);
        routes.MapPost("/deconnexion", LogOutAsync);
    }

    private static async Task<IResult> LogInAsync(
        IFormCollection form, HttpContext context, SignIn signIn, LoginSignals signals, Words words, CancellationToken token)
    {
        var (email, password) = (form["email"].ToString(), form["password"].ToString());
        var succeeded = await signIn.LogInAsync(context, email, password, token);
        signals.Record(succeeded, context);
        return succeeded
            ? SeeOther.To(words.Link("/commandes"))
            : Show.Page<LoginPage>(new { Email = email, Failed = true }, StatusCodes.Status401Unauthorized);
    }

    private static async Task<IResult> RegisterAsync(
        IFormCollection form, HttpContext context, SignIn signIn, Words words, CancellationToken token)
    {
        var registration = RegistrationForm.Read(form);
        var errors = registration.Validate();
        if (errors.Count == 0 && !await signIn.RegisterAsync(context, registration, token))
        {
            errors["email"] = "Error_EmailTaken";
        }

        return errors.Count == 0
            ? SeeOther.To(words.Link("/commandes"))
            : Show.Page<RegisterPage>(new { Form = registration, Errors = errors }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> LogOutAsync(
        HttpContext context, IFormCollection _, Shopper shopper, VisitorRepository visitors, Words words, CancellationToken token)
    {
        if (shopper.Visitor is { } visitor)
        {
            await visitors.RemoveAsync(visitor.Id, token);
            VisitorCookie.Remove(context);
        }

        return SeeOther.To(words.Link("/"));
    }
}
