using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SyntheticOps.Gateway.Tests.Answers;

public sealed partial class AnswerWriterTests : IAsyncLifetime
{
    private static readonly (string, string) Html = ("Accept", "text/html");

    private readonly TempFolder _data = new();
    private readonly FakeClock _clock = FakeClock.AtNoon();
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync(_data, "http://127.0.0.1:1", _clock, "Page:StatusUrl=https://status.example/");
        await _gateway.PutAsync(new { mode = "on", reason = "db <secret>", until = _clock.GetUtcNow().AddMinutes(70) });
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _data.Dispose();
    }

    [Theory]
    [InlineData("fr", "Nous revenons dans un instant", "14\u00a0h\u00a010", "Back in a moment", "14:10 (Paris time)")]
    [InlineData("en", "Back in a moment", "14:10", "Nous revenons dans un instant", "14\u00a0h\u00a010 (heure de Paris)")]
    public async Task Browser_Language_ComesFirstAndTheOtherFollows(string language, string title, string time, string otherTitle, string otherTime)
    {
        var answer = await _gateway.GetAsync("/", Html, ("Accept-Language", language));
        var page = WebUtility.HtmlDecode(await TextAsync(answer));

        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        answer.Content.Headers.ContentLanguage.ShouldBe([language]);
        page.ShouldContain($"<html lang=\"{language}\"");
        page.ShouldContain($"<h1 class=\"pause__title\">{title}</h1>");
        page.ShouldContain($">{time}</time>");
        page.ShouldContain($"<h2>{otherTitle}</h2>");
        page.ShouldContain(otherTime);
        page.ShouldContain("THE PARFUMERIEE");
        page.ShouldContain("mailto:bonjour@parfumerie.example");
        page.ShouldContain("https://status.example/");
        page.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Browser_Page_HasAStrictPolicyAndKeepsToIt()
    {
        var answer = await _gateway.GetAsync("/", Html);
        var page = await TextAsync(answer);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldMatch("^default-src 'none'; style-src 'sha256-[^ ]+'; script-src 'sha256-[^ ]+'; connect-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$");
        policy.ShouldContain(HashOf(page, "style"));
        policy.ShouldContain(HashOf(page, "script"));
        page.ShouldNotContain(" style=");
        page.ShouldNotMatch(@"\s(src|href)=""(?!data:|https://status|mailto:|"")"); // it needs nothing else
        answer.Headers.Vary.ShouldBe(["Accept", "Accept-Language"], ignoreOrder: true);
    }

    [Fact]
    public async Task Browser_ManyCustomers_LookAgainAtDifferentTimes()
    {
        var times = new HashSet<string>();
        for (var i = 0; i < 60; i++)
        {
            var page = await TextAsync(await _gateway.GetAsync("/", Html));
            times.Add(RetryTime().Match(page).Groups[1].Value);
        }

        times.Count.ShouldBeInRange(4, 8);
        times.Select(int.Parse).ShouldAllBe(seconds => seconds >= 60 && seconds <= 90);
    }

    [Theory]
    [InlineData("GET", true)]
    [InlineData("POST", false)]
    public async Task Browser_Post_IsNeverRepeatedByItself(string method, bool repeats)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/checkout");
        request.Headers.Add("Accept", "text/html");

        var page = await TextAsync(await _gateway.Customer.SendAsync(request, RunningGateway.Token));

        page.Contains("data-retry", StringComparison.Ordinal).ShouldBe(repeats);
        page.Contains("http-equiv=\"refresh\"", StringComparison.Ordinal).ShouldBe(repeats);
    }

    [Theory]
    [InlineData("/", "application/json")]
    [InlineData("/api/orders", "*/*")]
    public async Task Api_Client_GetsProblemJson(string path, string accept)
    {
        var answer = await _gateway.GetAsync(path, ("Accept", accept), ("Accept-Language", "en"));
        var problem = JsonDocument.Parse(await TextAsync(answer)).RootElement;

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        problem.GetProperty("status").GetInt32().ShouldBe(503);
        problem.GetProperty("title").GetString().ShouldBe("Back in a moment");
        problem.GetProperty("retryAfterS").GetDouble().ShouldBe(4200);
    }

    [Fact]
    public async Task Terminal_Client_GetsOneLine()
    {
        var answer = await _gateway.GetAsync("/", ("Accept", "*/*"), ("Accept-Language", "en"));

        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=utf-8");
        (await TextAsync(answer)).ShouldBe(
            "THE PARFUMERIEE: Back in a moment. The shop is paused for repair. Your basket is kept and no payment is lost. Expected back at about 14:10 (Paris time).\n");
    }

    [Fact]
    public async Task Head_Page_HasHeadersWithoutBody()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/");
        request.Headers.Add("Accept", "text/html");

        var answer = await _gateway.Customer.SendAsync(request, RunningGateway.Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Content.Headers.ContentLength!.Value.ShouldBeGreaterThan(1_000);
        (await TextAsync(answer)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("pause.css", HttpStatusCode.NotFound)]
    [InlineData("..%2fappsettings.json", HttpStatusCode.BadRequest)] // no path of ours or the shop's has an encoded slash
    [InlineData("appsettings.json", HttpStatusCode.NotFound)]
    public async Task ReservedPaths_OtherNames_AreNeverTheShops(string name, HttpStatusCode status) =>
        (await _gateway.GetAsync("/_gateway/" + name)).StatusCode.ShouldBe(status);

    private static string HashOf(string page, string element)
    {
        var begin = page.IndexOf('>', page.IndexOf("<" + element, StringComparison.Ordinal)) + 1;
        var content = page[begin..page.IndexOf("</" + element, StringComparison.Ordinal)];
        return "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }

    [GeneratedRegex("data-retry=\"([0-9]+)\"")]
    private static partial Regex RetryTime();

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(RunningGateway.Token);
}
