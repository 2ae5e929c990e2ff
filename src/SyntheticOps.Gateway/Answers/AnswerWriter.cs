using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Options;

namespace SyntheticOps.Gateway.Answers;

/// <summary>
/// Writes an answer of the gateway's own for whoever asks: a page, problem+json or a line of text. The status is set before.
/// </summary>
internal sealed class AnswerWriter(IServiceProvider services, ILoggerFactory loggers, IOptions<PageOptions> options, TimeProvider clock)
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private readonly PageOptions _shop = options.Value;

    public async Task WriteAsync(HttpContext context, Answer answer)
    {
        var language = PageLanguage.Of(context.Request.Headers.AcceptLanguage, PageLanguage.Named(_shop.Language));
        var audience = Audiences.Of(context.Request);
        WriteHeaders(context.Response.Headers, answer, audience, language);
        if (audience == Audience.Api)
        {
            await WriteProblemAsync(context, answer, new PageText(language, _shop));
            return;
        }

        var text = audience == Audience.Browser ? await RenderAsync(context.Request, answer, language) : Line(answer, new PageText(language, _shop));
        context.Response.ContentType = audience == Audience.Browser ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            // Not the request's token: after a time-out of ours it is cancelled while the client still waits.
            await context.Response.Body.WriteAsync(bytes, CancellationToken.None);
        }
    }

    private static void WriteHeaders(IHeaderDictionary headers, Answer answer, Audience audience, CultureInfo language)
    {
        headers.CacheControl = "no-store";
        headers.Vary = "Accept, Accept-Language";
        headers.ContentLanguage = language.Name;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (answer.RetryAfter is { } wait)
        {
            headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (audience == Audience.Browser)
        {
            headers.ContentSecurityPolicy = Policy;
            headers.XFrameOptions = "DENY";
        }
    }

    private static async Task WriteProblemAsync(HttpContext context, Answer answer, PageText text)
    {
        var problem = new Dictionary<string, object?>
        {
            ["title"] = text.Title(answer.Situation),
            ["status"] = context.Response.StatusCode,
            ["detail"] = text.Body(answer.Situation),
        };
        if (answer.RetryAfter is { } wait)
        {
            problem["retryAfterS"] = Math.Max(1, Math.Ceiling(wait.TotalSeconds));
        }

        if (answer.Until is { } until)
        {
            problem["until"] = until;
        }

        if (System.Diagnostics.Activity.Current is { } activity)
        {
            problem["traceId"] = activity.TraceId.ToHexString();
        }

        await context.Response.WriteAsJsonAsync(problem, options: null, "application/problem+json", CancellationToken.None);
    }

    private string Line(Answer answer, PageText text)
    {
        var expected = answer.Until is { } until ? " " + text.ExpectedAt(until, clock.GetUtcNow()) : "";
        return $"{_shop.Name}: {text.Title(answer.Situation)}. {text.Body(answer.Situation)}{expected}\n";
    }

    private async Task<string> RenderAsync(HttpRequest request, Answer answer, CultureInfo language)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(PausePage.Answer)] = answer,
            [nameof(PausePage.Shop)] = _shop,
            [nameof(PausePage.Text)] = new PageText(language, _shop),
            [nameof(PausePage.Other)] = new PageText(PageLanguage.Other(language), _shop),
            [nameof(PausePage.Now)] = clock.GetUtcNow(),
            [nameof(PausePage.IsRepeatable)] = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method),
        });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<PausePage>(parameters)).ToHtmlString());
    }
}
