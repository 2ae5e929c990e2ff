using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;

namespace SyntheticOps.Gateway.Answers;

/// <summary>
/// Writes an answer of the gateway's own for whoever asks: a page, problem+json or a line of text. The status is set before.
/// </summary>
internal sealed class AnswerWriter(BrandRenderer renderer, PageCache pages, IOptions<PageOptions> options, TimeProvider clock)
{
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

        var bytes = audience == Audience.Browser ? await PageAsync(context.Request, answer, language) : Encoding.UTF8.GetBytes(Line(answer, new PageText(language, _shop)));
        context.Response.ContentType = audience == Audience.Browser ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            // Not the request's token: after a time-out of ours it is cancelled while the client still waits.
            await context.Response.Body.WriteAsync(bytes, CancellationToken.None);
        }
    }

    private void WriteHeaders(IHeaderDictionary headers, Answer answer, Audience audience, CultureInfo language)
    {
        renderer.WriteHeaders(headers, language);
        if (audience != Audience.Browser)
        {
            headers.Remove("Content-Security-Policy");
            headers.Remove("X-Frame-Options");
        }

        if (answer.RetryAfter is { } wait)
        {
            headers.RetryAfter = Seconds(wait).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static async Task WriteProblemAsync(HttpContext context, Answer answer, PageText text)
    {
        var problem = new Dictionary<string, object?>
        {
            ["title"] = text.Title(answer.Situation),
            ["status"] = context.Response.StatusCode,
            ["detail"] = text.Body(answer),
        };
        if (answer.RetryAfter is { } wait)
        {
            problem["retryAfterS"] = Seconds(wait);
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

    private static long Seconds(TimeSpan wait) => Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));

    private string Line(Answer answer, PageText text)
    {
        var expected = answer.Until is { } until ? " " + text.ExpectedAt(until, clock.GetUtcNow()) : "";
        return $"{_shop.Name}: {text.Title(answer.Situation)}. {text.Body(answer)}{expected}\n";
    }

    private ValueTask<byte[]> PageAsync(HttpRequest request, Answer answer, CultureInfo language)
    {
        var now = clock.GetUtcNow();
        var repeatable = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        int? refresh = repeatable ? RefreshTime.Seconds(answer.Until - now, Random.Shared.NextDouble()) : null;
        var text = new PageText(language, _shop);
        var key = new PageKey(answer with { RetryAfter = null }, language.Name, refresh, text.Day(now));
        return pages.GetAsync(key, () => renderer.RenderAsync<PausePage>(new Dictionary<string, object?>
        {
            [nameof(PausePage.Answer)] = answer,
            [nameof(PausePage.Shop)] = _shop,
            [nameof(PausePage.Text)] = text,
            [nameof(PausePage.Other)] = new PageText(PageLanguage.Other(language), _shop),
            [nameof(PausePage.Now)] = now,
            [nameof(PausePage.RefreshS)] = refresh,
        }));
    }
}
