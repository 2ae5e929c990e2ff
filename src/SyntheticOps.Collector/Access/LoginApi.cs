using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using SyntheticOps.Collector.Dashboard;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Collector.Access;

/// <summary>
/// Login by one-time link. Opening the link shows a button and only its post redeems the token, so that the link preview
/// of a chat program does not use it up.
/// </summary>
internal static class LoginApi
{
    /// <summary>Longest token that is looked at, characters; ours have 43.</summary>
    private const int MaxToken = 200;

    public static WebApplication MapAccess(this WebApplication app)
    {
        app.MapGet("/login", Show).AllowAnonymous().RequireListener(Names.Listeners.Http);
        app.MapPost("/login", RedeemAsync).AllowAnonymous().RequireFormToken()
            .RequireRateLimiting(AccessExtensions.LoginLimit).RequireListener(Names.Listeners.Http);
        app.MapPost("/logout", LeaveAsync).RequireFormToken().RequireListener(Names.Listeners.Http);
        app.MapPost("/api/v1/login-links", MakeLink)
            .RequireAuthorization(AccessExtensions.OperatorPolicy).RequireListener(Names.Listeners.Http);
        return app;
    }

    private static IResult Show(string? token, [FromQuery(Name = "return")] string? back, HttpContext context, ListenAddress address) =>
        context.User.Identity?.IsAuthenticated == true
            ? Results.LocalRedirect(LocalPath.Of(back))
            : Page.Of<LoginPage>(new LoginModel(token is { Length: > 0 and <= MaxToken } ? token : null, LocalPath.Of(back), false, address.Url));

    private static async Task<IResult> RedeemAsync(
        [FromForm] string? token, [FromForm(Name = "return")] string? back, LoginLinks links, ListenAddress address, HttpContext context)
    {
        if (token is not { Length: > 0 and <= MaxToken } || !links.Redeem(token.Trim()))
        {
            return Page.Of<LoginPage>(new LoginModel(null, LocalPath.Of(back), true, address.Url), StatusCodes.Status401Unauthorized);
        }

        await Session.SignInAsync(context);
        return Results.LocalRedirect(LocalPath.Of(back));
    }

    private static async Task<IResult> LeaveAsync(IAuthenticationService authentication, HttpContext context)
    {
        await authentication.SignOutAsync(context, null, null);
        return Results.LocalRedirect("/login");
    }

    /// <summary>Another link, for the operator key only: {"url", "expiresAt"}.</summary>
    private static IResult MakeLink(LoginLinks links, ListenAddress address)
    {
        var token = links.Issue();
        return Results.Json(new { url = address.LoginUrl(token), expiresAt = token.ExpiresAt }, statusCode: StatusCodes.Status201Created);
    }
}
