using System.Globalization;
using System.Net;
using System.Resources;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Answers;

namespace SyntheticOps.Gateway.Guard;

/// <summary>What a refused client reads, made once at start: a flood that is refused costs next to nothing.</summary>
internal sealed class RefusalAnswers
{
    private const string Policy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static readonly ResourceManager Words = new("SyntheticOps.Gateway.Guard.Text", typeof(RefusalAnswers).Assembly);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly CultureInfo _byDefault;
    private readonly Dictionary<(int Status, string Language, Audience Audience), byte[]> _bodies = [];

    public RefusalAnswers(IOptions<PageOptions> page)
    {
        _byDefault = PageLanguage.Named(page.Value.Language);
        foreach (var status in new[] { StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests })
        {
            foreach (var language in new[] { PageLanguage.French, PageLanguage.English })
            {
                Add(status, language, page.Value);
            }
        }
    }

    public Task BlockedAsync(HttpContext context, Refusal reason)
    {
        context.Features.Set(reason);
        // The block may end the connection as well; HTTP/2 has no such header.
        if (HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }

        return WriteAsync(context, StatusCodes.Status403Forbidden);
    }

    public Task LimitedAsync(HttpContext context, int retryAfter)
    {
        context.Features.Set(Refusal.Rate);
        context.Response.Headers.RetryAfter = retryAfter.ToString(CultureInfo.InvariantCulture);
        return WriteAsync(context, StatusCodes.Status429TooManyRequests);
    }

    private Task WriteAsync(HttpContext context, int status)
    {
        var language = PageLanguage.Of(context.Request.Headers.AcceptLanguage, _byDefault);
        var audience = Audiences.Of(context.Request);
        var headers = context.Response.Headers;
        context.Response.StatusCode = status;
        headers.CacheControl = "no-store";
        headers.Vary = "Accept, Accept-Language";
        headers.ContentLanguage = language.Name;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentType = audience switch
        {
            Audience.Api => "application/problem+json",
            Audience.Browser => "text/html; charset=utf-8",
            _ => "text/plain; charset=utf-8",
        };
        if (audience == Audience.Browser)
        {
            headers.ContentSecurityPolicy = Policy;
        }

        var body = _bodies[(status, language.Name, audience)];
        headers.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private void Add(int status, CultureInfo language, PageOptions page)
    {
        string Get(string part) => Words.GetString(string.Create(CultureInfo.InvariantCulture, $"{status}.{part}"), language)!;
        var (title, text) = (Get("title"), Get("text") + (page.Contact is { Length: > 0 } contact ? " " + string.Format(language, Get("contact"), contact) : ""));
        var html = $"<!doctype html><html lang=\"{language.Name}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Encoded(title)} – {Encoded(page.Name)}</title><h1>{Encoded(title)}</h1><p>{Encoded(text)}</p></html>";
        _bodies[(status, language.Name, Audience.Browser)] = Encoding.UTF8.GetBytes(html);
        _bodies[(status, language.Name, Audience.Terminal)] = Encoding.UTF8.GetBytes($"{page.Name}: {title}. {text}\n");
        _bodies[(status, language.Name, Audience.Api)] = JsonSerializer.SerializeToUtf8Bytes(new { title, status, detail = text }, Json);
    }

    private static string Encoded(string? text) => WebUtility.HtmlEncode(text ?? "");
}
