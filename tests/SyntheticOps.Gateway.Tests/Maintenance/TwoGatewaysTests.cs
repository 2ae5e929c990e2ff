using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Tests.Maintenance;

/// <summary>GW-03: two gateway processes before one shop, under 50 requests a second, with a collector that is not there, and so no store.</summary>
public sealed class TwoGatewaysTests : IDisposable
{
    private readonly TempFolder _first = new();
    private readonly TempFolder _second = new();
    private readonly TempFolder _shared = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _first.Dispose();
        _second.Dispose();
        _shared.Dispose();
    }

    [Fact]
    public async Task Switch_UnderLoad_EveryRequestAfterTheAnswerObeys_AlsoAfterAKill()
    {
        var (arrived, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var shop = await StubShop.StartAsync(async context =>
        {
            if (context.Request.Path == "/slow")
            {
                arrived.TrySetResult();
                await release.Task;
            }

            await context.Response.WriteAsync("shop");
        });
        using var one = await StartAsync(_first, shop);
        var two = await StartAsync(_second, shop);
        using var load = new Load(_client, one.Http, two.Http);
        await load.UntilAsync(40);
        var inFlight = _client.GetAsync(new Uri(one.Http, "/slow"), Token);
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        await Task.WhenAll(SwitchAsync(one, "on"), SwitchAsync(two, "on"));
        var on = TimeProvider.System.GetTimestamp();
        await load.UntilAsync(44); // four may have been under way
        release.SetResult();
        two.Kill();
        two = await StartAsync(_second, shop);
        (await StatusAsync(two, "/")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusAsync(two, "/api/health")).ShouldBe(HttpStatusCode.OK);
        load.Use(one.Http, two.Http);
        await load.UntilAsync(40);

        var off = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(SwitchAsync(one, "off"), SwitchAsync(two, "off"));
        var done = TimeProvider.System.GetTimestamp();
        await load.UntilAsync(40);
        var seen = await load.StopAsync();
        two.Dispose();

        (await inFlight).StatusCode.ShouldBe(HttpStatusCode.OK);
        seen.Where(answer => answer.Begun > on && answer.Ended < off).ShouldAllBe(answer => answer.Status == HttpStatusCode.ServiceUnavailable);
        seen.Where(answer => answer.Begun > done).ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        seen.Count(answer => answer.Begun > on && answer.Ended < off).ShouldBeGreaterThanOrEqualTo(80);
        seen.Select(answer => answer.Status).Distinct().ShouldBeSubsetOf([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable]);
    }

    [Fact]
    public async Task Kills_WhileSwitching_TheLastAcknowledgedStateOrTheNextStands()
    {
        await using var shop = await StubShop.StartAsync();
        var number = 0;
        for (var kill = 0; kill < 4; kill++)
        {
            using var gateway = await StartAsync(_first, shop);
            using var shown = await SendAsync(gateway, HttpMethod.Get, Names.Routes.Maintenance, null);
            var version = (await shown.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("version").GetInt64();
            version.ShouldBeInRange(number, number + 1); // one that was written, whose answer the kill took
            (await StatusAsync(gateway, "/")).ShouldBe(version % 2 == 1 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK);
            number = (int)version;
            var switches = Task.Run(async () =>
            {
                while (true)
                {
                    await SwitchAsync(gateway, number % 2 == 0 ? "on" : "off");
                    number++;
                }
            }, Token);
            var atLeast = number + 5 + (3 * kill);
            await Webhooks.Stripe.UntilAsync(() => Task.FromResult(number >= atLeast || switches.IsCompleted), "switches before the kill");
            gateway.Kill();
            await Should.ThrowAsync<HttpRequestException>(switches);
        }
    }

    [Fact]
    public async Task Staff_OneFolderForBoth_ALinkWorksOnceAndAPassEverywhereUntilItIsRevoked()
    {
        await using var shop = await StubShop.StartAsync();
        using var one = await StartAsync(_first, shop, ("Staff__Folder", _shared.Path));
        using var two = await StartAsync(_second, shop, ("Staff__Folder", _shared.Path));
        await Task.WhenAll(SwitchAsync(one, "on"), SwitchAsync(two, "on"));
        using var made = await SendAsync(one, HttpMethod.Post, Names.Routes.Staff, new Dictionary<string, object> { ["for"] = "Cléa", ["forS"] = 3600 });
        var pass = await made.Content.ReadFromJsonAsync<JsonElement>(Token);
        var key = pass.GetProperty("path").GetString()!.Split('=')[1];

        using var entered = await RedeemAsync(two, key);
        using var again = await RedeemAsync(one, key);

        again.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var cookie = entered.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        (await StatusAsync(one, "/", cookie)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(two, "/", cookie)).ShouldBe(HttpStatusCode.OK);
        using var revoked = await SendAsync(one, HttpMethod.Delete, $"{Names.Routes.Staff}/{pass.GetProperty("id").GetString()}", null);
        revoked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await StatusAsync(one, "/", cookie)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        await Webhooks.Stripe.UntilAsync(async () => await StatusAsync(two, "/", cookie) == HttpStatusCode.ServiceUnavailable, "the other gateway knows");
    }

    private static Task<GatewayProcess> StartAsync(TempFolder data, StubShop shop, params IEnumerable<(string, string)> settings) => GatewayProcess.StartAsync(
        data, [("services__parfumerie__http__0", shop.Url), (Names.Env.OtlpEndpoint, "http://127.0.0.1:1"), .. settings]);

    private async Task SwitchAsync(GatewayProcess gateway, string mode)
    {
        using var answer = await SendAsync(gateway, HttpMethod.Put, Names.Routes.Maintenance, new { mode, reason = "test" });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> SendAsync(GatewayProcess gateway, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(gateway.Admin, path)) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", RunningGateway.OperatorKey);
        request.Headers.Add(Names.Headers.Actor, "user:anna");
        return await _client.SendAsync(request, Token);
    }

    private Task<HttpResponseMessage> RedeemAsync(GatewayProcess gateway, string key) =>
        _client.PostAsync(new Uri(gateway.Http, "/_gateway/staff"), new FormUrlEncodedContent([KeyValuePair.Create("key", key)]), Token);

    private async Task<HttpStatusCode> StatusAsync(GatewayProcess gateway, string path, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Http, path));
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using var answer = await _client.SendAsync(request, Token);
        return answer.StatusCode;
    }

    /// <summary>Customers at both gateways, two at each, 50 requests a second in all; a gateway that is killed has none until it is back.</summary>
    private sealed class Load : IDisposable
    {
        private readonly HttpClient _client;
        private readonly CancellationTokenSource _stop = new();
        private readonly ConcurrentQueue<Answer> _seen = [];
        private readonly Task[] _customers;
        private Uri[] _gateways;

        public Load(HttpClient client, params Uri[] gateways)
        {
            (_client, _gateways) = (client, gateways);
            _customers = [.. Enumerable.Range(0, 4).Select(number => Task.Run(() => CustomerAsync(number)))];
        }

        public void Use(params Uri[] gateways) => Volatile.Write(ref _gateways, gateways);

        public Task UntilAsync(int more)
        {
            var enough = _seen.Count + more;
            return Webhooks.Stripe.UntilAsync(() => Task.FromResult(_seen.Count >= enough), $"{more} more answers");
        }

        public async Task<IReadOnlyList<Answer>> StopAsync()
        {
            await _stop.CancelAsync();
            await Task.WhenAll(_customers);
            return [.. _seen];
        }

        public void Dispose()
        {
            _stop.Cancel();
            _stop.Dispose();
        }

        private async Task CustomerAsync(int number)
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(80), TimeProvider.System);
            while (!_stop.IsCancellationRequested)
            {
                await pace.WaitForNextTickAsync(CancellationToken.None);
                var begun = TimeProvider.System.GetTimestamp();
                try
                {
                    using var answer = await _client.GetAsync(Volatile.Read(ref _gateways)[number % 2], CancellationToken.None);
                    _seen.Enqueue(new Answer(begun, TimeProvider.System.GetTimestamp(), answer.StatusCode));
                }
                catch (HttpRequestException)
                {
                    // that gateway was killed
                }
            }
        }
    }

    private sealed record Answer(long Begun, long Ended, HttpStatusCode Status);
}
