using System.Net.Http.Json;
using System.Text.Json;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Tests.Webhooks;

/// <summary>The sender's side of the tests, and a look at what waits.</summary>
internal static class Stripe
{
    /// <summary>The route of the tests.</summary>
    public static readonly string[] Buffered =
        [$"Webhooks:Routes:stripe:Path={PayingShop.Path}", "Webhooks:Routes:stripe:Scheme=stripe", $"Webhooks:Routes:stripe:Secret={PayingShop.Secret}"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<HttpResponseMessage> SendAsync(
        this HttpClient sender, string id, DateTimeOffset at, string? signature = null, byte[]? body = null, string? traceParent = null)
    {
        body ??= PayingShop.Event(id);
        using var request = new HttpRequestMessage(HttpMethod.Post, PayingShop.Path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        signature ??= PayingShop.Sign(body, at);
        if (signature.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        }

        if (traceParent is not null)
        {
            request.Headers.TryAddWithoutValidation("traceparent", traceParent);
        }

        return await sender.SendAsync(request, Token);
    }

    public static Task<JsonElement> WebhooksAsync(this RunningGateway gateway) =>
        gateway.Admin.GetFromJsonAsync<JsonElement>(Names.Routes.Webhooks, Token);

    public static async Task<(int Waiting, int Dead)> CountAsync(this RunningGateway gateway)
    {
        var route = (await gateway.WebhooksAsync()).GetProperty("routes")[0];
        return (route.GetProperty("waiting").GetInt32(), route.GetProperty("dead").GetInt32());
    }

    public static async Task<HttpResponseMessage> HandleAsync(this RunningGateway gateway, HttpMethod method, string id, string? actor = "user:anna")
    {
        var path = method == HttpMethod.Delete ? $"{Names.Routes.Webhooks}/{id}" : $"{Names.Routes.Webhooks}/{id}/replay";
        using var request = new HttpRequestMessage(method, path);
        if (actor is not null)
        {
            request.Headers.Add(Names.Headers.Actor, actor);
        }

        return await gateway.Admin.SendAsync(request, Token);
    }

    /// <summary>Waits until it is so, at most 60 s.</summary>
    public static Task UntilAsync(Func<Task<bool>> isSo, string what) => UntilAsync(isSo, () => what, TimeSpan.FromSeconds(60));

    /// <summary>The same while the gateway's clock goes on: by its longest pause between two tries, now and then, so that neither a time limit nor a signature ends while an answer is on its way.</summary>
    public static Task UntilAsync(FakeClock clock, Func<Task<bool>> isSo, string what)
    {
        var looks = 0;
        return UntilAsync(
            () =>
            {
                if (looks++ % 500 == 0)
                {
                    clock.Advance(TimeSpan.FromSeconds(30));
                }

                return isSo();
            },
            what);
    }

    public static async Task UntilAsync(Func<Task<bool>> isSo, Func<string> what, TimeSpan limit)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            (TimeProvider.System.GetElapsedTime(start) < limit).ShouldBeTrue($"{what()} within {limit.TotalSeconds} s");
            await Task.Delay(10, Token);
        }
    }
}
