using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using SyntheticOps.Gateway.Operators;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>`/api/v1/maintenance` on the admin listener (contracts.md section 6).</summary>
internal static class MaintenanceApi
{
    private const int MaximumBody = 16 * 1024;

    public static RouteGroupBuilder MapMaintenanceApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Names.Routes.Maintenance);
        group.RequireOperator();
        group.MapGet("", (HttpContext context, MaintenanceSwitch maintenance, TimeProvider clock) => Show(context, maintenance.State, clock));
        group.MapPut("", PutAsync);
        return group;
    }

    private static async Task<IResult> PutAsync(
        HttpContext context, MaintenanceSwitch maintenance, TimeProvider clock, ILogger<MaintenanceSwitch> log, CancellationToken token)
    {
        if (OperatorAccess.ActorOf(context.Request) is not { } actor)
        {
            return OperatorAccess.InvalidActor();
        }

        if (!TryReadVersion(context.Request.Headers.IfMatch, out var expected))
        {
            return Problem(400, "Invalid If-Match", "Header If-Match: expected one version in quotes, such as \"7\".");
        }

        var (change, refused) = await ReadAsync(context.Request, token);
        if (change is null)
        {
            return refused!;
        }

        if (change.Check(clock.GetUtcNow()).ToArray() is { Length: > 0 } mistakes)
        {
            return Problem(400, "Invalid maintenance change", string.Join(' ', mistakes));
        }

        try
        {
            var (state, refusal) = await maintenance.ApplyAsync(change, actor, expected, token);
            return refusal switch
            {
                MaintenanceRefusal.OtherVersion => Problem(412, "Version changed", $"If-Match: version {state.Version} is current, switched {state.Mode} by {state.Actor}."),
                MaintenanceRefusal.HeldByPerson => Problem(409, "Held by a person", $"{state.Actor} switched maintenance on; only a person changes that."),
                _ => Show(context, state, clock),
            };
        }
        catch (IOException e)
        {
            log.StateNotWritten(e);
            return Problem(507, "State not written", "The data folder took no write; nothing was changed.");
        }
    }

    private static IResult Show(HttpContext context, MaintenanceState state, TimeProvider clock)
    {
        context.Response.Headers.ETag = $"\"{state.Version}\"";
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(MaintenanceView.Of(state, clock.GetUtcNow()), MaintenanceJson.Options);
    }

    private static async Task<(MaintenanceChange? Change, IResult? Refused)> ReadAsync(HttpRequest request, CancellationToken token)
    {
        if (!request.HasJsonContentType())
        {
            return (null, Problem(415, "Unsupported media type", "Content-Type: expected application/json."));
        }

        var body = new byte[MaximumBody + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, token);
        if (length > MaximumBody)
        {
            return (null, Problem(413, "Body too large", $"Expected at most {MaximumBody} bytes."));
        }

        try
        {
            var change = JsonSerializer.Deserialize<MaintenanceChange>(body.AsSpan(0, length), MaintenanceJson.Options);
            return change is null
                ? (null, Problem(400, "Invalid JSON", "Expected an object with mode, reason and, when needed, until and scope."))
                : (change, null);
        }
        catch (JsonException e)
        {
            return (null, Problem(400, "Invalid JSON", $"{e.Message} Expected mode, reason and, when needed, until and scope."));
        }
    }

    private static bool TryReadVersion(StringValues header, out long? version)
    {
        version = null;
        if (header.Count == 0 || header == "*")
        {
            return true;
        }

        // A weak tag never matches (RFC 9110 section 13.1.1), no more than a version that does not exist.
        if (header.Count != 1 || !EntityTagHeaderValue.TryParse(header.ToString(), out var tag))
        {
            return false;
        }

        version = !tag.IsWeak && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return true;
    }

    private static IResult Problem(int status, string title, string detail) => Results.Problem(detail, statusCode: status, title: title);
}
