using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Collector.Access;

/// <summary>Authenticates `Authorization: Bearer OPERATOR-KEY` on the API.</summary>
internal sealed class OperatorKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, OperatorKey key)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "operator-key";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!key.Accepted.AcceptsBearer(Request.Headers.Authorization))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, ActorOf(Request))], Scheme.Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Results.Problem(
            statusCode: StatusCodes.Status401Unauthorized,
            detail: $"This needs `{HeaderNames.Authorization}: Bearer KEY` with the operator key ({Names.Env.OperatorKey}).")
            .ExecuteAsync(Context);
    }

    /// <summary>Who acts: `Synops-Actor`, at most 100 printable characters; the key alone is `user:operator`.</summary>
    private static string ActorOf(HttpRequest request) =>
        request.Headers[Names.Headers.Actor].ToString() is { Length: > 0 and <= 100 } actor && !actor.Any(char.IsControl)
            ? actor
            : Session.Actor;
}
