using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Gateway.Tests.Maintenance;

public sealed class WindowApiTests() : WithGateway(fakeClock: true) // it is 13:00 in Paris
{
    [Fact]
    public async Task Window_Recurring_StopsCustomersInItsTimeAndTellsTheEnd()
    {
        (await PlanAsync("lunch", new { cron = "30 13 * * *", zone = "Europe/Paris", forS = 600, reason = "stock" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await StatusAsync()).ShouldBe(HttpStatusCode.OK);

        Clock.Advance(TimeSpan.FromMinutes(31));
        var answer = await Gateway.GetAsync("/");
        var state = await Gateway.StateAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(9));
        state.GetProperty("active").GetBoolean().ShouldBeTrue();
        state.GetProperty("mode").GetString().ShouldBe("off");
        state.GetProperty("window").GetString().ShouldBe("lunch");
        state.GetProperty("reason").GetString().ShouldBe("stock");
        state.GetProperty("until").GetDateTimeOffset().ShouldBe(Clock.GetUtcNow().AddMinutes(9));
        Clock.Advance(TimeSpan.FromMinutes(9));
        (await StatusAsync()).ShouldBe(HttpStatusCode.OK);
        (await Gateway.StateAsync()).GetProperty("next").GetProperty("from").GetDateTimeOffset().ShouldBe(Clock.GetUtcNow().AddMinutes(-10).AddDays(1));
        Gateway.Logs.Lines.Count(line => line.Event == SyntheticTelemetry.Events.MaintenanceChanged).ShouldBe(3); // planned, began, ended
        (await ActionsAsync()).ShouldBe(["maintenance.ended", "maintenance.began", "window.planned"]);
    }

    /// <summary>GW-03: a machine that slept, or whose clock was put right, is at once where the clock says.</summary>
    [Theory]
    [InlineData(10, 200, null)] // over the end
    [InlineData(24 * 60, 503, "lunch")] // over the end and into the next
    [InlineData((24 * 60) + 10, 200, null)] // over the next one too
    [InlineData(-24 * 60, 503, "lunch")] // back a day, into yesterday's
    [InlineData(-2, 200, null)] // back before it began
    public async Task ClockJumps_OverAWindowsEnd_TheClockDecides(int minutes, int status, string? window)
    {
        await PlanAsync("lunch", new { cron = "30 13 * * *", zone = "Europe/Paris", forS = 600, reason = "stock" });
        Clock.Advance(TimeSpan.FromMinutes(31));
        (await StatusAsync()).ShouldBe(HttpStatusCode.ServiceUnavailable);

        Clock.Jump(TimeSpan.FromMinutes(minutes));

        ((int)(await Gateway.GetAsync("/")).StatusCode).ShouldBe(status);
        (await Gateway.StateAsync()).GetProperty("window").GetString().ShouldBe(window);
    }

    [Fact]
    public async Task Window_SwitchedOffByAPerson_IsOverThisTimeOnly()
    {
        await PlanAsync("lunch", new { cron = "0 * * * *", zone = "UTC", forS = 1800, reason = "stock" });
        Clock.Advance(TimeSpan.FromMinutes(65));
        (await StatusAsync()).ShouldBe(HttpStatusCode.ServiceUnavailable);

        await Gateway.SwitchAsync("off", "incident:INC-1");
        (await StatusAsync()).ShouldBe(HttpStatusCode.ServiceUnavailable); // an incident's end ends no plan
        await Gateway.SwitchAsync("off");
        (await StatusAsync()).ShouldBe(HttpStatusCode.OK);
        await UndoAsync();
        (await StatusAsync()).ShouldBe(HttpStatusCode.ServiceUnavailable);
        await Gateway.SwitchAsync("off");

        Clock.Advance(TimeSpan.FromHours(1));
        (await StatusAsync()).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Window_ScopeAndAllow_AreItsOwn()
    {
        await PlanAsync("checkout", new { from = Clock.GetUtcNow(), forS = 600, reason = "bank", scope = new { paths = new[] { "/checkout" }, methods = new[] { "POST" } }, allow = new[] { "/checkout/status" } });

        (await PostAsync("/checkout/pay")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await PostAsync("/checkout/status")).ShouldBe(HttpStatusCode.OK);
        (await PostAsync("/products")).ShouldBe(HttpStatusCode.OK);
        (await Gateway.GetAsync("/checkout/pay")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Window_Message_IsWhatCustomersRead()
    {
        await PlanAsync("move", new { from = Clock.GetUtcNow(), forS = 600, reason = "x", message = new { fr = "Nous déménageons <vite>.", en = "We are moving." } });

        var page = WebUtility.HtmlDecode(await (await Gateway.GetAsync("/", ("Accept", "text/html"), ("Accept-Language", "fr"))).Content.ReadAsStringAsync(RunningGateway.Token));
        var line = await (await Gateway.GetAsync("/", ("Accept-Language", "en"))).Content.ReadAsStringAsync(RunningGateway.Token);

        page.ShouldContain("<p class=\"pause__text\">Nous déménageons <vite>.</p>");
        line.ShouldContain("We are moving.");
    }

    [Fact]
    public async Task Restart_WindowsStay()
    {
        await PlanAsync("lunch", new { cron = "30 13 * * *", zone = "Europe/Paris", forS = 600, reason = "stock" });
        await RestartAsync(TimeSpan.FromMinutes(31));

        (await StatusAsync()).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await WindowsAsync()).Single().GetProperty("current").GetProperty("name").GetString().ShouldBe("lunch");
    }

    [Fact]
    public async Task Cancel_Window_IsGone_AndUndoBringsItBack()
    {
        await PlanAsync("lunch", new { cron = "30 13 * * *", zone = "Europe/Paris", forS = 600, reason = "stock" });

        (await SendAsync(HttpMethod.Delete, "/lunch", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await WindowsAsync()).ShouldBeEmpty();
        (await SendAsync(HttpMethod.Delete, "/lunch", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await UndoAsync();

        (await WindowsAsync()).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Configuration_AndPersons_ChangeOnlyTheirOwn()
    {
        var nightly = new { cron = "0 3 * * *", zone = "UTC", forS = 600, reason = "backup" };
        (await PlanAsync("nightly", nightly, "config:ab12")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await PlanAsync("move", nightly);

        (await PlanAsync("nightly", nightly)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await SendAsync(HttpMethod.Delete, "/nightly", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await PlanAsync("move", nightly, "config:ab12")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await PlanAsync("nightly", nightly with { forS = 900 }, "config:cd34")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(HttpMethod.Post, "", null, Names.Routes.MaintenanceUndo)).StatusCode.ShouldBe(HttpStatusCode.Conflict); // not a person's change
    }

    [Theory]
    [InlineData("""{"cron":"0 3 * * *","forS":600,"reason":"x"}""", "zone: ''")]
    [InlineData("""{"cron":"0 3 * * *","zone":"Europe/Lyon","forS":600,"reason":"x"}""", "zone: 'Europe/Lyon'")]
    [InlineData("""{"cron":"every night","zone":"UTC","forS":600,"reason":"x"}""", "cron: 'every night'")]
    [InlineData("""{"cron":"0 0 3 * * *","zone":"UTC","forS":600,"reason":"x"}""", "five fields")]
    [InlineData("""{"forS":600,"reason":"x"}""", "cron or from")]
    [InlineData("""{"cron":"0 3 * * *","zone":"UTC","from":"2026-12-01T00:00:00Z","forS":600,"reason":"x"}""", "cron or from")]
    [InlineData("""{"from":"2026-11-25T11:00:00Z","forS":600,"reason":"x"}""", "over already")]
    [InlineData("""{"from":"2026-12-01T00:00:00Z","forS":59,"reason":"x"}""", "forS")]
    [InlineData("""{"from":"2026-12-01T00:00:00Z","forS":1e300,"reason":"x"}""", "forS")]
    [InlineData("""{"from":"2026-12-01T00:00:00Z","forS":600,"reason":"x","allow":["everybody"]}""", "allow: 'everybody'")]
    [InlineData("""{"from":"2026-12-01T00:00:00Z","forS":600,"reason":"x","message":{"de":"x"}}""", "de")]
    [InlineData("""{"from":"2026-12-01T00:00:00Z","reason":"x"}""", "forS")]
    public async Task Put_BadBody_IsRefusedAndNamed(string body, string expected)
    {
        var answer = await SendAsync(HttpMethod.Put, "/lunch", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(RunningGateway.Token)).GetProperty("detail").GetString()!.ShouldContain(expected);
        (await WindowsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Lunch")]
    [InlineData("-lunch")]
    [InlineData("lunch%20break")]
    public async Task Put_BadName_Is400(string name) =>
        (await PlanAsync(name, new { cron = "0 3 * * *", zone = "UTC", forS = 600, reason = "x" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Undo_ReturnsToTheStateBefore_Once()
    {
        (await SendAsync(HttpMethod.Post, "", null, Names.Routes.MaintenanceUndo)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await Gateway.PutAsync(new { mode = "on", reason = "db", scope = new { paths = new[] { "/checkout" } } });
        await Gateway.SwitchAsync("off");
        (await Gateway.StateAsync()).GetProperty("undo").GetProperty("reason").GetString().ShouldBe("db");

        await UndoAsync();
        (await PostAsync("/checkout")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await PostAsync("/")).ShouldBe(HttpStatusCode.OK);
        await UndoAsync(); // the undo itself

        (await PostAsync("/checkout")).ShouldBe(HttpStatusCode.OK);
        (await Gateway.StateAsync()).GetProperty("version").GetInt64().ShouldBe(4);
    }

    [Fact]
    public async Task Undo_EndHasCome_IsOff()
    {
        await Gateway.PutAsync(new { mode = "on", reason = "db", until = Clock.GetUtcNow().AddMinutes(5) });
        await Gateway.SwitchAsync("off");
        Clock.Advance(TimeSpan.FromMinutes(6));

        await UndoAsync();

        (await StatusAsync()).ShouldBe(HttpStatusCode.OK);
        (await Gateway.StateAsync()).GetProperty("mode").GetString().ShouldBe("off");
    }

    private async Task<HttpStatusCode> StatusAsync() => (await Gateway.GetAsync("/")).StatusCode;

    private async Task<HttpStatusCode> PostAsync(string path) => (await Gateway.Customer.PostAsync(path, null, RunningGateway.Token)).StatusCode;

    private async Task UndoAsync() => (await SendAsync(HttpMethod.Post, "", null, Names.Routes.MaintenanceUndo)).EnsureSuccessStatusCode();

    private Task<HttpResponseMessage> PlanAsync(string name, object window, string actor = "user:anna") =>
        SendAsync(HttpMethod.Put, "/" + name, JsonContent.Create(window), actor: actor);

    private async Task<JsonElement[]> WindowsAsync() =>
        [.. (await Gateway.Admin.GetFromJsonAsync<JsonElement>(Names.Routes.MaintenanceWindows, RunningGateway.Token)).GetProperty("windows").EnumerateArray()];

    private async Task<string[]> ActionsAsync() =>
        [.. (await Gateway.Admin.GetFromJsonAsync<JsonElement>(Names.Routes.Audit, RunningGateway.Token)).GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()!)];

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, string route = Names.Routes.MaintenanceWindows, string actor = "user:anna")
    {
        using var request = new HttpRequestMessage(method, route + path) { Content = content };
        request.Headers.Add(Names.Headers.Actor, actor);
        return await Gateway.Admin.SendAsync(request, RunningGateway.Token);
    }
}
