using SyntheticOps.Gateway.Answers;

namespace SyntheticOps.Gateway.Recognition.Staff;

/// <summary>
/// `/_gateway/staff` on the customers' listener. Opening a link shows a button and only its post redeems the key, so that the link
/// preview of a chat program does not use it up.
/// </summary>
internal static class StaffPages
{
    private const string Path = ReservedPaths.Path + "/staff";
    private const int MaximumForm = 4 * 1024;

    /// <summary>The key stands in the query: it is in no path that a log or a trace keeps.</summary>
    public static string LinkOf(string key) => $"{Path}?key={key}";

    public static RouteGroupBuilder MapStaffPages(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Path);
        group.MapGet("", ShowAsync);
        group.MapPost("", RedeemAsync);
        group.MapPost("/leave", LeaveAsync);
        return group;
    }

    private static Task ShowAsync(HttpContext context, StaffGate gate, StaffPageWriter page) =>
        gate.Admits(context) ? page.WriteAsync(context, StaffScene.Inside, null)
        : context.Request.Query["key"] is [{ Length: > 0 and <= 128 } key] ? page.WriteAsync(context, StaffScene.Invited, key)
        : page.WriteAsync(context, StaffScene.Refused, null);

    private static async Task RedeemAsync(HttpContext context, StaffPasses passes, StaffCookie cookie, StaffPageWriter page)
    {
        var from = context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : "";
        if (passes.Redeem(await FieldAsync(context.Request), from) is not { } pass)
        {
            await page.WriteAsync(context, StaffScene.Refused, null);
            return;
        }

        cookie.Set(context, pass);
        Away(context, "/");
    }

    /// <summary>Ends the pass itself: a copy of the cookie is worth nothing afterwards.</summary>
    private static Task LeaveAsync(HttpContext context, StaffPasses passes, StaffCookie cookie)
    {
        if (cookie.Read(context.Request) is { } id)
        {
            passes.Revoke(id, "gateway");
        }

        StaffCookie.Clear(context);
        Away(context, "/");
        return Task.CompletedTask;
    }

    private static void Away(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
    }

    private static async Task<string?> FieldAsync(HttpRequest request)
    {
        if (!request.HasFormContentType || request.ContentLength is null or > MaximumForm)
        {
            return null;
        }

        try
        {
            return (await request.ReadFormAsync(request.HttpContext.RequestAborted))["key"] is [{ } key] ? key : null;
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }
}
