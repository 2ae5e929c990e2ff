using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Keys;

namespace SyntheticOps.Gateway.Operators;

/// <summary>The key that opens the admin API, and the header that says who uses it.</summary>
internal static class OperatorAccess
{
    /// <summary>The operator key, and the record of what is done with it.</summary>
    public static void AddOperators(this WebApplicationBuilder builder, DataFolder data)
    {
        builder.Services.AddSingleton(new OperatorKeys(new AccessKeys(KeySource.Require(builder.Configuration, data, Names.Env.OperatorKey))));
        builder.Services.AddSingleton(provider => new AuditTrail(
            data.File("audit.jsonl"), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<AuditTrail>>()));
    }

    public static void RequireOperator(this RouteGroupBuilder group) => group.AddEndpointFilter(RequireKeyAsync);

    /// <summary>Null when the header is missing, repeated or of another form.</summary>
    public static string? ActorOf(HttpRequest request) =>
        request.Headers[Names.Headers.Actor] is [{ } actor] && OperatorActor.IsValid(actor) ? actor : null;

    public static IResult InvalidActor() =>
        Problem(400, "Invalid actor", $"Header {Names.Headers.Actor}: expected user:NAME, incident:ID, drill:ID or config:HASH, once.");

    private static async ValueTask<object?> RequireKeyAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (context.RequestServices.GetRequiredService<OperatorKeys>().Accepted.AcceptsBearer(context.Request.Headers.Authorization))
        {
            return await next(invocation);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problem(401, "Operator key required", "Authorization: expected Bearer and the operator key.");
    }

    private static IResult Problem(int status, string title, string detail) => Results.Problem(detail, statusCode: status, title: title);
}

/// <summary>Keys of those who may operate the gateway.</summary>
internal sealed record OperatorKeys(AccessKeys Accepted);
