using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using SyntheticOps.Gateway.Guard.Addresses;
using SyntheticOps.Gateway.Operators;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Guard.Lists;

/// <summary>`/api/v1/blocks` on the admin listener (contracts.md section 6).</summary>
internal static class ListApi
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static RouteGroupBuilder MapListApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Names.Routes.Blocks);
        group.RequireOperator();
        group.MapGet("", Show);
        group.MapPut("", PutAsync);
        group.MapDelete("", Delete);
        return group;
    }

    private static IResult Show(HttpContext context, AddressLists lists, ListFiles files, string? list, string? address)
    {
        if (list is not (null or ListNames.Block or ListNames.Allow))
        {
            return Problem(400, "Invalid list", "list: expected block or allow.");
        }

        IPAddress? asked = null;
        if (address is not null && (asked = AddressText.Parse(address)) is null)
        {
            return Problem(400, "Invalid address", "address: expected one address, such as 203.0.113.7 or 2001:db8::1.");
        }

        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(ListView.Of(lists, files, list, asked), Json);
    }

    private static async Task<IResult> PutAsync(
        HttpContext context, AddressLists lists, ProtectedRanges ranges, TimeProvider clock, ILogger<AddressLists> log, CancellationToken token)
    {
        if (OperatorAccess.ActorOf(context.Request) is not { } actor)
        {
            return OperatorAccess.InvalidActor();
        }

        var (change, refused) = await OperatorBody.ReadAsync<ListChange>(context.Request, Json, "range, reason and, when needed, list and until", token);
        if (change is null)
        {
            return refused!;
        }

        var now = clock.GetUtcNow();
        if (change.Check(now).ToArray() is { Length: > 0 } mistakes)
        {
            return Problem(400, "Invalid block", string.Join(' ', mistakes));
        }

        var entry = change.ToEntry(actor, now);
        if (entry.List == ListNames.Block && Lockout(entry.Range, ranges, context.Connection.RemoteIpAddress) is { } why)
        {
            return Problem(409, "This would lock you out", why + ".");
        }

        return Guarded(log, () => lists.Put(entry)
            ? Results.Json(ListItem.Of(entry), Json)
            : Problem(507, "List full", "The list holds as many entries as Guard:Lists:MaximumOwn allows; remove some, or put them into the file of Guard:Lists:BlockFile."));
    }

    private static IResult Delete(HttpContext context, AddressLists lists, ILogger<AddressLists> log, string? range, string? list)
    {
        if (OperatorAccess.ActorOf(context.Request) is not { } actor)
        {
            return OperatorAccess.InvalidActor();
        }

        if (!AddressRange.TryParse(range, out var parsed) || list is not (null or ListNames.Block or ListNames.Allow))
        {
            return Problem(400, "Invalid range", $"range: {AddressRange.Form}; list: expected block or allow.");
        }

        return Guarded(log, () => lists.Remove(list ?? ListNames.Block, parsed, actor)
            ? Results.NoContent()
            : Problem(404, "Unknown entry", "No entry made here has that range. Entries of a file are removed in the file."));
    }

    private static string? Lockout(AddressRange range, ProtectedRanges ranges, IPAddress? caller) =>
        ranges.Why(range) ?? (caller is not null && range.Holds(AddressText.Plain(caller)) ? $"{range} holds {AddressText.Plain(caller)}, from which you ask" : null);

    private static IResult Guarded(ILogger log, Func<IResult> change)
    {
        try
        {
            return change();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.ListsNotWritten(e);
            return Problem(507, "List not written", "The data folder took no write; nothing was changed.");
        }
    }

    private static IResult Problem(int status, string title, string detail) => Results.Problem(detail, statusCode: status, title: title);
}
