using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Parfumerie.Web;

namespace Parfumerie.Faults;

/// <summary>The same for people: `/_faults` in a browser. Forms only, no script; each form carries an antiforgery token.</summary>
internal static class FaultPanel
{
    private static readonly SiteAsset Style = SiteAsset.Load("faults.css", "text/css; charset=utf-8");

    public static string StyleUrl { get; } = $"/_faults/panel/faults.css?v={Style.Integrity[7..19].Replace('+', '-').Replace('/', '_')}";

    public static void MapFaultPanel(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("", List);
        var panel = routes.MapGroup("/panel");
        panel.MapGet("/faults.css", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Bytes(Style.Body, Style.Type);
        });
        panel.MapPost("/enter", Enter);
        panel.MapPost("/leave", Leave);
        panel.MapPost("/on/{name}", SwitchOnAsync);
        panel.MapPost("/off", SwitchOffAsync);
    }

    /// <summary>A browser gets the panel, a program the list.</summary>
    private static IResult List(HttpContext context, FaultBoard board, FaultSession session, TimeProvider clock)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Vary = "Accept, Accept-Language";
        if (context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            return session.IsOpen(context) ? Page(context, board, clock) : Door(context, isWrong: false);
        }

        return FaultApi.IsAllowed(context) ? FaultApi.Show(board) : FaultApi.Unauthorized(context);
    }

    private static IResult Enter([FromForm] string? key, IFormCollection form, HttpContext context, FaultSession session, OperatorKeys operators)
    {
        _ = form;
        if (!operators.Keys.Accepts(key?.Trim()))
        {
            return Door(context, isWrong: true);
        }

        session.Begin(context);
        return SeeOther.To("/_faults");
    }

    private static IResult Leave(IFormCollection form, HttpContext context)
    {
        _ = form;
        FaultSession.End(context);
        return SeeOther.To("/_faults");
    }

    private static async Task<IResult> SwitchOnAsync(
        string name, IFormCollection form, HttpContext context, FaultBoard board, FaultSession session, TimeProvider clock, CancellationToken token)
    {
        if (!session.IsOpen(context))
        {
            return Door(context, isWrong: false);
        }

        if (board.FindKind(name) is not { } kind)
        {
            return Results.NotFound();
        }

        try
        {
            await board.SwitchOnAsync(kind, FaultParams.Read(kind, form), FaultDuration.Parse(form["for"]), token);
            return SeeOther.To("/_faults");
        }
        catch (FaultRefusedException e)
        {
            return Page(context, board, clock, name, e.Message);
        }
    }

    private static async Task<IResult> SwitchOffAsync(IFormCollection form, HttpContext context, FaultBoard board, FaultSession session, CancellationToken token)
    {
        if (!session.IsOpen(context))
        {
            return Door(context, isWrong: false);
        }

        var name = form["name"].ToString();
        await board.SwitchOffAsync(name.Length == 0 ? null : name, token);
        return SeeOther.To("/_faults");
    }

    private static RazorComponentResult Page(HttpContext context, FaultBoard board, TimeProvider clock, string? refused = null, string? refusal = null) =>
        Show.Page<FaultPage>(
            new { Board = FaultView.Of(board, clock.GetUtcNow()), Text = FaultText.For(context.Request), Refused = refused, Refusal = refusal },
            refusal is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private static RazorComponentResult Door(HttpContext context, bool isWrong) =>
        Show.Page<FaultDoor>(
            new { Text = FaultText.For(context.Request), IsWrong = isWrong },
            isWrong ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized);
}
