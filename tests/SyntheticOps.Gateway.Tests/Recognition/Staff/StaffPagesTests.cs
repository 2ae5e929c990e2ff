using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using SyntheticOps.Gateway.Recognition.Staff;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Tests.Recognition.Staff;

/// <summary>GW-04: a staff link works once, its cookie passes maintenance, and none of 2,000 forgeries does.</summary>
public sealed class StaffPagesTests : IAsyncLifetime
{
    private const string Cookie = "__Host-synops-staff";

    private readonly TempFolder _data = new();
    private readonly FakeClock _clock = FakeClock.AtNoon();
    private RunningGateway _gateway = null!;
    private StubShop _shop = null!;

    public async ValueTask InitializeAsync()
    {
        _shop = await StubShop.StartAsync();
        _gateway = await RunningGateway.StartAsync(_data, _shop.Url, _clock);
        await _gateway.SwitchAsync("on");
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _shop.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Link_ShownThenRedeemed_LetsThroughOnceAndTellsNobodyItsKey()
    {
        var link = await LinkAsync();
        var key = link.Split('=')[1];
        var shown = await _gateway.GetAsync(link, ("Accept-Language", "en"));
        await _gateway.GetAsync(link); // a chat program looks too

        var answer = await RedeemAsync(key);

        var page = await TextAsync(shown);
        page.ShouldContain("Enter during maintenance");
        page.ShouldContain($"name=\"key\" value=\"{key}\"");
        shown.Headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
        shown.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.ToString().ShouldBe("/");
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldStartWith(Cookie + "=");
        foreach (var flag in new[] { "path=/", "secure", "httponly", "samesite=lax", "expires=" })
        {
            cookie.ShouldContain("; " + flag, Case.Insensitive);
        }

        cookie.ShouldNotContain("domain", Case.Insensitive);
        (await RedeemAsync(key)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(ValueOf(answer))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(null)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        _gateway.Logs.Lines.ShouldAllBe(line => !line.Text.Contains(key, StringComparison.Ordinal));
        _shop.Seen.ShouldAllBe(headers => headers.Values.All(value => !value.Contains(key, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Cookie_IsNeverSeenByTheShop()
    {
        var value = await EnterAsync();

        (await _gateway.GetAsync("/", ("Cookie", $"basket=7; {Cookie}={value}; theme=dark"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        _shop.Seen.Last()["Cookie"].ShouldBe("basket=7; theme=dark");
        (await StatusAsync(value)).ShouldBe(HttpStatusCode.OK);
        _shop.Seen.Last().ShouldNotContainKey("Cookie");
    }

    [Fact]
    public async Task Pass_RevokedOrOverOrGivenBack_StopsAtOnce()
    {
        var (revoked, over, left) = (await EnterAsync(), await EnterAsync(), await EnterAsync());
        var passes = await PassesAsync();
        passes.Length.ShouldBe(3);
        passes.ShouldAllBe(pass => pass.GetProperty("state").GetString() == "used" && pass.GetProperty("issuedBy").GetString() == "user:anna" && pass.GetProperty("usedFrom").GetString() == "127.0.0.1");
        passes.ShouldAllBe(pass => !pass.ToString().Contains("ash", StringComparison.Ordinal));

        var id = (await _gateway.GetAsync("/_gateway/staff", ("Cookie", $"{Cookie}={revoked}"))).StatusCode;
        id.ShouldBe(HttpStatusCode.OK);
        (await LeaveAsync(left)).Headers.GetValues("Set-Cookie").Single().ShouldContain("expires=Thu, 01 Jan 1970");
        (await StatusAsync(left)).ShouldBe(HttpStatusCode.ServiceUnavailable); // a stolen copy is worth nothing
        foreach (var pass in passes)
        {
            await RevokeAsync(pass.GetProperty("id").GetString()!);
        }

        (await StatusAsync(revoked)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        var late = await EnterAsync();
        _clock.Advance(TimeSpan.FromHours(8));
        (await StatusAsync(late)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusAsync(over)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ActionsAsync()).ShouldContain("staff.revoked");
    }

    [Fact]
    public async Task Cookie_AfterARestart_StillLetsThrough()
    {
        var value = await EnterAsync();
        await _gateway.DisposeAsync();
        _gateway = await RunningGateway.StartAsync(_data, _shop.Url, _clock);

        (await StatusAsync(value)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Forgeries_TwoThousand_NonePasses()
    {
        var good = await EnterAsync();
        var pass = (await PassesAsync()).Single().GetProperty("id").GetString()!;
        var forged = Bent(good).Concat(Random(700)).Concat(await StrangersAsync(pass)).Append(new string('A', 2_000)).ToList();
        forged.Count.ShouldBeGreaterThanOrEqualTo(2_000);

        var passed = new List<string>();
        foreach (var value in forged)
        {
            if (await StatusAsync(value) != HttpStatusCode.ServiceUnavailable)
            {
                passed.Add(value);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"forgeries={forged.Count} passed={passed.Count}");
        passed.ShouldBeEmpty();
        _shop.Seen.ShouldBeEmpty();
        (await StatusAsync(good)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Cookie_ElsewhereThanInTheCookie_CountsForNothing()
    {
        var good = await EnterAsync();

        foreach (var header in new[] { "Authorization", "Synops-Staff", "X-" + Cookie, Cookie })
        {
            (await _gateway.GetAsync("/", (header, good))).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        (await _gateway.GetAsync($"/?{Cookie}={good}")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await _gateway.GetAsync("/", ("Cookie", $"synops-staff={good}"))).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await _gateway.GetAsync("/", ("Cookie", $"{Cookie}={good}"), ("Host", "other.example"))).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable); // set for another host
        var huge = await _gateway.GetAsync("/", ("Cookie", $"{Cookie}={new string('A', 100_000)}"));
        huge.StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);
    }

    [Theory]
    [InlineData("""{"for":"","forS":600}""")]
    [InlineData("""{"for":"x","forS":59}""")]
    [InlineData("""{"for":"x","forS":1e9}""")]
    [InlineData("""{"for":"x\n","forS":600}""")]
    [InlineData("""{"for":"x"}""")]
    [InlineData("""{"for":"x","forS":600,"host":"x"}""")]
    public async Task Issue_BadBody_Is400(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Names.Routes.Staff) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add(Names.Headers.Actor, "user:anna");

        (await _gateway.Admin.SendAsync(request, RunningGateway.Token)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>Every byte of a good value, changed; cut; and doubled.</summary>
    private static IEnumerable<string> Bent(string good)
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (var i = 0; i < good.Length; i++)
        {
            foreach (var shift in new[] { 1, 2, 4, 8, 16, 32 })
            {
                var bent = good[..i] + Letters[(Letters.IndexOf(good[i], StringComparison.Ordinal) + shift) % Letters.Length] + good[(i + 1)..];
                // The last letter carries bits that decoding drops: another spelling of the same bytes is no forgery.
                if (i < good.Length - 1)
                {
                    yield return bent;
                }
            }

            yield return good[..i];
        }

        yield return good + good;
    }

    private static IEnumerable<string> Random(int count)
    {
        var random = new Random(7);
        return Enumerable.Range(0, count).Select(i => Convert.ToBase64String(Enumerable.Range(0, 40 + (i % 160)).Select(_ => (byte)random.Next(256)).ToArray()).Replace('+', '-').Replace('/', '_').TrimEnd('='));
    }

    /// <summary>Sealed by other keys, for another purpose, for another host, over, not begun, and of passes that are not there.</summary>
    private async Task<IEnumerable<string>> StrangersAsync(string pass)
    {
        using var elsewhere = new TempFolder();
        await using var other = await RunningGateway.StartAsync(elsewhere, _shop.Url, _clock);
        var own = _gateway.Services.GetRequiredService<IDataProtectionProvider>();
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        string Text(string id, string host, long from, long until) => $"{id}\n{host}\n{from}\n{until}";
        var right = own.CreateProtector("SyntheticOps.Gateway.Staff.v1");
        var good = Text(pass, "127.0.0.1", now, now + 600);
        return
        [
            other.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("SyntheticOps.Gateway.Staff.v1").Protect(good),
            other.Services.GetRequiredService<StaffCookie>().Seal(new StaffPass(pass, "", "", default, default, _clock.GetUtcNow().AddHours(1), ""), "127.0.0.1"),
            own.CreateProtector("SyntheticOps.Gateway.Staff").Protect(good),
            own.CreateProtector("SyntheticOps.Gateway.Staff.v1", "x").Protect(good),
            right.Protect(Text(pass, "shop.example", now, now + 600)),
            right.Protect(Text(pass, "127.0.0.1", now - 600, now)),
            right.Protect(Text(pass, "127.0.0.1", now + 120, now + 600)),
            right.Protect(Text(pass, "127.0.0.1", now, -1)),
            right.Protect(Text(pass, "127.0.0.1", now, long.MaxValue)),
            right.Protect(Text("00000000000000000000000000000000", "127.0.0.1", now, now + 600)),
            right.Protect(Text("../staff/" + pass, "127.0.0.1", now, now + 600)),
            right.Protect(pass),
            right.Protect(good + "\nadmin"),
            right.Protect(""),
            "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzdGFmZiJ9.", pass, good.Replace('\n', '.'), "true", "1",
        ];
    }

    private async Task<string> LinkAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Names.Routes.Staff) { Content = JsonContent.Create(new Dictionary<string, object> { ["for"] = "Cléa", ["forS"] = 8 * 3600 }) };
        request.Headers.Add(Names.Headers.Actor, "user:anna");
        var answer = await _gateway.Admin.SendAsync(request, RunningGateway.Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(RunningGateway.Token)).GetProperty("path").GetString()!;
    }

    private async Task<string> EnterAsync() => ValueOf(await RedeemAsync((await LinkAsync()).Split('=')[1]));

    private static string ValueOf(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0][(Cookie.Length + 1)..];

    private Task<HttpResponseMessage> RedeemAsync(string key) =>
        _gateway.Customer.PostAsync("/_gateway/staff", new FormUrlEncodedContent([KeyValuePair.Create("key", key)]), RunningGateway.Token);

    private Task<HttpResponseMessage> LeaveAsync(string value)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/_gateway/staff/leave");
        request.Headers.Add("Cookie", $"{Cookie}={value}");
        return _gateway.Customer.SendAsync(request, RunningGateway.Token);
    }

    private async Task RevokeAsync(string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{Names.Routes.Staff}/{id}");
        request.Headers.Add(Names.Headers.Actor, "user:anna");
        (await _gateway.Admin.SendAsync(request, RunningGateway.Token)).StatusCode.ShouldBeOneOf(HttpStatusCode.NoContent, HttpStatusCode.NotFound);
    }

    private async Task<HttpStatusCode> StatusAsync(string? value) =>
        (value is null ? await _gateway.GetAsync("/") : await _gateway.GetAsync("/", ("Cookie", $"{Cookie}={value}"))).StatusCode;

    private async Task<JsonElement[]> PassesAsync() =>
        [.. (await _gateway.Admin.GetFromJsonAsync<JsonElement>(Names.Routes.Staff, RunningGateway.Token)).GetProperty("passes").EnumerateArray()];

    private async Task<string[]> ActionsAsync() =>
        [.. (await _gateway.Admin.GetFromJsonAsync<JsonElement>(Names.Routes.Audit, RunningGateway.Token)).GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()!)];

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(RunningGateway.Token);
}
