using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Parfumerie.Web;

namespace Parfumerie.Faults;

/// <summary>The fault API of contracts.md section 7, for programs: operator key as bearer.</summary>
internal static class FaultApi
{
    private const int MaximumBody = 16 * 1024;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        PropertyNameCaseInsensitive = false,
        MaxDepth = 8,
    };

    public static void MapFaultApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").AddEndpointFilter(RequireKeyAsync);
        group.MapPut("/{name}", SwitchOnAsync);
        group.MapDelete("/{name}", SwitchOffAsync);
        group.MapDelete("", SwitchOffAllAsync);
    }

    public static IResult Show(FaultBoard board) => Results.Json(
        new { faults = board.Active.Select(View) }, Strict);

    public static bool IsAllowed(HttpContext context) =>
        context.RequestServices.GetRequiredService<OperatorKeys>().Keys.AcceptsBearer(context.Request.Headers.Authorization);

    public static IResult Unauthorized(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problem(StatusCodes.Status401Unauthorized, "Operator key required", "Authorization: expected Bearer and the operator key.");
    }

    private static async Task<IResult> SwitchOnAsync(string name, HttpContext context, FaultBoard board, CancellationToken token)
    {
        if (board.FindKind(name) is not { } kind)
        {
            return Unknown(name, board);
        }

        try
        {
            var change = await ReadAsync(context.Request, token);
            var fault = await board.SwitchOnAsync(kind, FaultParams.Read(kind, change.Params), FaultDuration.Parse(change.For), token);
            return Results.Json(View(fault), Strict);
        }
        catch (FaultRefusedException e)
        {
            return Problem(StatusCodes.Status400BadRequest, "Fault refused", e.Message);
        }
        catch (JsonException e)
        {
            return Problem(StatusCodes.Status400BadRequest, "Invalid JSON", $"{e.Message} Expected an object with params and for, both optional.");
        }
    }

    private static async Task<IResult> SwitchOffAsync(string name, FaultBoard board, CancellationToken token)
    {
        if (board.FindKind(name) is null)
        {
            return Unknown(name, board);
        }

        await board.SwitchOffAsync(name, token);
        return Results.NoContent();
    }

    private static async Task<IResult> SwitchOffAllAsync(FaultBoard board, CancellationToken token)
    {
        await board.SwitchOffAsync(null, token);
        return Results.NoContent();
    }

    /// <summary>An empty body is a fault with its defaults.</summary>
    private static async Task<FaultChange> ReadAsync(HttpRequest request, CancellationToken token)
    {
        var body = new byte[MaximumBody + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, token);
        return length switch
        {
            0 => new FaultChange(),
            > MaximumBody => throw new FaultRefusedException($"Body: expected at most {MaximumBody} bytes."),
            _ => Parse(body.AsMemory(0, length)),
        };
    }

    /// <summary>As a document first: a serialized object notices a repeated member only when it is read.</summary>
    private static FaultChange Parse(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
        return document.Deserialize<FaultChange>(Strict) ?? new FaultChange();
    }

    private static async ValueTask<object?> RequireKeyAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        IsAllowed(invocation.HttpContext) ? await next(invocation) : Unauthorized(invocation.HttpContext);

    private static object View(ActiveFault fault) => new { name = fault.Kind.Name, @params = fault.Params.Values, until = fault.Until };

    private static IResult Unknown(string name, FaultBoard board) => Problem(
        StatusCodes.Status404NotFound, "Unknown fault", $"'{name}' is not a fault; expected one of {string.Join(", ", board.Kinds.Select(kind => kind.Name))}.");

    private static IResult Problem(int status, string title, string detail) => Results.Problem(detail, statusCode: status, title: title);

    private sealed record FaultChange
    {
        public JsonObject? Params { get; init; }

        public string? For { get; init; }
    }
}
