using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Tests.Redaction;

/// <summary>A careless shop: its payment page logs, echoes and sends every secret that it has in every way that it knows, and then fails.</summary>
internal sealed class CanaryShop : IAsyncDisposable
{
    public const string Password = "canary-Pass w0rd/9é";
    public const string Card = "4929000000000006";
    public const string Code = "7319";
    public const string Email = "canary.customer+7@example.test";
    public const string UrlPassword = "canaryBasicAuth0123456789";
    public const string ApiKey = "canaryapikey0123456789abcdef";
    public const string Jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJlLW9mLWNhbmFyeQ";

    private const string Session = "canarysessioncookie0123456789";
    private const string HiddenCookie = "canaryhttponlycookie0123456789";
    private const string Bearer = "canarybearertoken0123456789abcdef";
    private const string FormToken = "canaryformtoken0123456789abcdef";
    private const string Receipt = "canaryreceiptbody0123456789abcdef";

    private readonly WebApplication _app;

    private CanaryShop(WebApplication app) => _app = app;

    public static IEnumerable<Canary> Canaries =>
    [
        new("password", Password), new("card", Card), new("e-mail", Email), new("password in a URL", UrlPassword), new("API key", ApiKey), new("JWT", Jwt), new("session cookie", Session),
        new("Set-Cookie", HiddenCookie), new("bearer", Bearer), new("form token", FormToken), new("body of an answer", Receipt),
    ];

    public Uri Url => new(_app.Urls.Single());

    /// <summary>All that came: address, authorization, cookies and body of each request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<CanaryShop> StartAsync(CancellationToken token)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var shop = new CanaryShop(builder.Build());
        shop._app.Run(shop.AnswerAsync);
        await shop._app.StartAsync(token);
        return shop;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {context.Request.Headers.Authorization} {context.Request.Headers.Cookie} {body}");
        context.Response.Headers.Append("Set-Cookie", $"session={Session}; Path=/");
        context.Response.Headers.Append("Set-Cookie", $"sid={HiddenCookie}; Path=/; HttpOnly");
        switch (context.Request.Path.Value)
        {
            case "/api/check":
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync($$"""{"receipt": "{{Receipt}}"}""", context.RequestAborted);
                break;
            case "/api/checkout":
                context.Response.StatusCode = 502;
                context.Response.ContentType = "text/html; charset=utf-8";
                await context.Response.WriteAsync($"<h1>Bad gateway</h1><pre>{System.Net.WebUtility.HtmlEncode(body)}</pre><input type=hidden name=csrf value={FormToken}><p>{Spaced()} {HiddenCookie}</p>", context.RequestAborted);
                break;
            default:
                context.Response.ContentType = "text/html; charset=utf-8";
                await context.Response.WriteAsync(Page(), context.RequestAborted);
                break;
        }
    }

    private static string Spaced() => string.Join(' ', Card.Chunk(4).Select(group => new string(group)));

    private string Page() => $$"""
        <!doctype html><title>Paiement</title><h1>Paiement</h1>
        <form method=post action="/api/checkout?apikey={{ApiKey}}">
        <input type=hidden name=csrf_token value={{FormToken}}>
        <input id=email name=email><input id=password type=password name=password><input id=card name=card><input id=cvv name=cvv><button type=button>Payer</button></form><p id=echo></p>
        <img alt="" src="http://canary:{{UrlPassword}}@{{Url.Authority}}/pixel.png?access_token={{Jwt}}">
        <script>
        document.querySelector('button').onclick = async () => {
          const [email, password, card, cvv] = ['email', 'password', 'card', 'cvv'].map(id => document.getElementById(id).value);
          const hex = [...new TextEncoder().encode(password)].map(byte => byte.toString(16).padStart(2, '0')).join('');
          const base64 = btoa(String.fromCharCode(...new TextEncoder().encode(password)));
          document.title = 'paying with ' + card;
          document.querySelector('#echo').textContent = card.replace(/(....)/g, '$1 ') + card.replace(/(....)/g, '$1-') + email;
          console.error('the token is', '{{Jwt}}');
          console.log(document.cookie);
          console.error('login of', email, 'with', password, encodeURIComponent(password), base64, hex, JSON.stringify({ password, cvv }));
          const answer = await fetch('/api/check?apikey={{ApiKey}}&pan=' + card, { method: 'POST', headers: { Authorization: 'Bearer {{Bearer}}' }, body: JSON.stringify({ card, cvv, password, email }) });
          console.error('Bearer {{Bearer}}', 'http://canary:{{UrlPassword}}@{{Url.Authority}}/');
          setTimeout(() => { throw new Error('cvv=' + cvv + ' of ' + card + ' for ' + email) });
          await fetch('/api/check', { method: 'POST', body: await answer.text() });
          setTimeout(() => document.forms[0].submit(), 50);
        };
        </script>
        """;
}
