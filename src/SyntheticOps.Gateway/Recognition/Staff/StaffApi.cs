using System.Text.Json;
using System.Text.Json.Serialization;
using SyntheticOps.Gateway.Operators;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Recognition.Staff;

/// <summary>`/api/v1/staff` on the admin listener: passes are made, listed and revoked here.</summary>
internal static class StaffApi
{
    private const int Shortest = 60;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNameCaseInsensitive = false };

    public static RouteGroupBuilder MapStaffApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Names.Routes.Staff);
        group.RequireOperator();
        group.MapGet("", List);
        group.MapPost("", IssueAsync);
        group.MapDelete("/{id}", Revoke);
        return group;
    }

    private static IResult List(HttpContext context, StaffPasses passes, TimeProvider clock)
    {
        context.Response.Headers.CacheControl = "no-store";
        var now = clock.GetUtcNow();
        return Results.Json(new { passes = passes.List().Select(state => StaffView.Of(state, now)) });
    }

    private static async Task<IResult> IssueAsync(HttpContext context, StaffPasses passes, ILogger<StaffPasses> log, CancellationToken token)
    {
        if (OperatorAccess.ActorOf(context.Request) is not { } actor)
        {
            return OperatorAccess.InvalidActor();
        }

        var (wish, refused) = await OperatorBody.ReadAsync<StaffWish>(context.Request, Json, "for and forS", token);
        if (wish is null)
        {
            return refused!;
        }

        if (wish.For is not { Length: > 0 and <= StaffPass.MaximumFor } || wish.For.Any(char.IsControl) || !(wish.ForS >= Shortest && wish.ForS <= passes.Longest.TotalSeconds))
        {
            return OperatorBody.Problem(400, "Invalid pass", $"Expected for, a name of at most {StaffPass.MaximumFor} characters, and forS, seconds from {Shortest} to {passes.Longest.TotalSeconds}.");
        }

        try
        {
            context.Response.Headers.CacheControl = "no-store";
            return passes.Issue(wish.For, TimeSpan.FromSeconds(wish.ForS), actor) is var (pass, key)
                ? Results.Json(new { id = pass.Id, path = StaffPages.LinkOf(key), linkUntil = pass.LinkUntil, until = pass.Until }, statusCode: 201)
                : OperatorBody.Problem(409, "Too many passes", $"At most {StaffPasses.Maximum} passes are kept; revoked and expired ones go after a day.");
        }
        catch (IOException e)
        {
            log.PassNotWritten(e);
            return OperatorBody.Problem(507, "Pass not written", "The folder of the passes took no write; nothing was changed.");
        }
    }

    private static IResult Revoke(string id, HttpContext context, StaffPasses passes) =>
        OperatorAccess.ActorOf(context.Request) is not { } actor ? OperatorAccess.InvalidActor()
        : passes.Revoke(id, actor) ? Results.NoContent()
        : OperatorBody.Problem(404, "Unknown pass", "There is no such pass, or it is revoked already.");
}

/// <summary>Body of `POST /api/v1/staff`.</summary>
/// <param name="For">Whom the pass is for.</param>
/// <param name="ForS">How long it lets through, counted from now.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record StaffWish([property: JsonRequired] string For, [property: JsonRequired] double ForS);

/// <summary>One pass as the API shows it.</summary>
/// <param name="State">open (nobody opened the link yet), used, revoked or expired.</param>
internal sealed record StaffView(
    string Id, string For, string State, string IssuedBy, DateTimeOffset IssuedAt, DateTimeOffset LinkUntil, DateTimeOffset Until,
    DateTimeOffset? UsedAt, string? UsedFrom, DateTimeOffset? RevokedAt, string? RevokedBy)
{
    public static StaffView Of(StaffState state, DateTimeOffset now) => new(
        state.Pass.Id, state.Pass.For, state.Word(now), state.Pass.IssuedBy, state.Pass.IssuedAt, state.Pass.LinkUntil, state.Pass.Until,
        state.Used?.At, state.Used?.By, state.Revoked?.At, state.Revoked?.By);
}
