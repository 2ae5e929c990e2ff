using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Answers;

namespace SyntheticOps.Gateway.Recognition.Staff;

/// <summary>Writes the page of a staff link, in the look and language of the maintenance page.</summary>
internal sealed class StaffPageWriter(BrandRenderer renderer, IOptions<PageOptions> options)
{
    public async Task WriteAsync(HttpContext context, StaffScene scene, string? key)
    {
        var language = PageLanguage.Of(context.Request.Headers.AcceptLanguage, PageLanguage.Named(options.Value.Language));
        var page = await renderer.RenderAsync<StaffPage>(new Dictionary<string, object?>
        {
            [nameof(StaffPage.Scene)] = scene,
            [nameof(StaffPage.Key)] = key,
            [nameof(StaffPage.Shop)] = options.Value,
            [nameof(StaffPage.Text)] = new PageText(language, options.Value),
        });
        context.Response.StatusCode = scene == StaffScene.Refused ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK;
        renderer.WriteHeaders(context.Response.Headers, language);
        context.Response.Headers["Referrer-Policy"] = "no-referrer"; // the address bears the key
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = page.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(page, context.RequestAborted);
        }
    }
}
