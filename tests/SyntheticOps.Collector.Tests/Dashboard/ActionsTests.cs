using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SyntheticOps.Collector.Storage;

namespace SyntheticOps.Collector.Tests.Dashboard;

public sealed class ActionsTests(SeededDashboard dashboard) : IClassFixture<SeededDashboard>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Incident_AcknowledgedNotedAndResolved_ThroughItsForms()
    {
        using var browser = await Browser.SignedInAsync(dashboard.Host);
        var page = $"/incidents/{dashboard.IncidentId}";

        (await browser.SubmitAsync(page, page + "/acknowledge")).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await browser.SubmitAsync(page, page + "/acknowledge")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await browser.SubmitAsync(page, page + "/notes", ("text", "Seen: <b>pending</b>"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await browser.SubmitAsync(page, page + "/notes", ("text", " "))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.TextAsync(page)).ShouldContain("Seen: &lt;b&gt;pending&lt;/b&gt;");
        (await browser.SubmitAsync(page, page + "/resolve", ("text", "Secret set again"))).StatusCode.ShouldBe(HttpStatusCode.Found);

        var incident = (await dashboard.Incidents.GetAsync(dashboard.IncidentId, Token))!;
        incident.State.ShouldBe("resolved");
        incident.AcknowledgedBy.ShouldBe("user:operator");
        incident.Timeline.ShouldContain(entry => entry.Text.Contains("Secret set again"));
    }

    [Fact]
    public async Task Report_Downloaded_IsMarkdownInTheLanguageAsked()
    {
        using var browser = await Browser.SignedInAsync(dashboard.Host);

        using var answer = await browser.GetAsync($"/incidents/{dashboard.IncidentId}/report?lang=fr");

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/markdown");
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe($"{dashboard.IncidentId}.fr.md");
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain("## ");
    }

    [Fact]
    public async Task Gateway_SwitchedOn_NeedsTheNameTyped_ThenEveryGatewayObeys()
    {
        using var browser = await Browser.SignedInAsync(dashboard.Host);

        (await browser.SubmitAsync("/gateway", "/gateway", ("site", "parfumerie"), ("mode", "on"), ("reason", "db"), ("minutes", "30"), ("confirm", "parfum"))).StatusCode
            .ShouldBe(HttpStatusCode.UnprocessableEntity);
        ((string?)dashboard.Host.Gateway.State["mode"]).ShouldBe("off");

        (await browser.SubmitAsync("/gateway", "/gateway", ("site", "parfumerie"), ("mode", "on"), ("reason", "db"), ("minutes", "30"), ("confirm", "parfumerie"))).StatusCode
            .ShouldBe(HttpStatusCode.Found);
        ((string?)dashboard.Host.Gateway.State["mode"]).ShouldBe("on");
        ((string?)dashboard.Host.Gateway.State["actor"]).ShouldBe("user:operator");
        ((string?)dashboard.Host.Gateway.State["until"]).ShouldNotBeNull();
        var page = await browser.TextAsync("/gateway");
        page.ShouldContain("Maintenance page on");
        page.ShouldContain("In a &lt;moment&gt;.");

        (await browser.SubmitAsync("/gateway", "/gateway", ("site", "parfumerie"), ("mode", "off"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        ((string?)dashboard.Host.Gateway.State["mode"]).ShouldBe("off");
    }

    [Fact]
    public async Task Webhooks_Waiting_AreShownAndReplayed()
    {
        using var browser = await Browser.SignedInAsync(dashboard.Host);
        var page = await browser.TextAsync("/gateway");
        page.ShouldContain("2 waiting");
        page.ShouldContain("1 refused by the shop");
        page.IndexOf("evt_1QXdead", StringComparison.Ordinal).ShouldBeLessThan(page.IndexOf("evt_1QXa4", StringComparison.Ordinal)); // what needs a person first

        var address = dashboard.Host.Gateway.Url + "/";
        (await browser.SubmitAsync("/gateway", "/gateway/webhooks", ("gateway", address), ("id", "0193ac"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        dashboard.Host.Gateway.Replays.ShouldContain("0193ac by user:operator");

        (await browser.SubmitAsync("/gateway", "/gateway/webhooks", ("gateway", address), ("id", "0193ff"))).StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        foreach (var (gateway, id) in new[] { ("http://127.0.0.1:1/", "0193ac"), (address, "../maintenance"), (address, "") })
        {
            (await browser.SubmitAsync("/gateway", "/gateway/webhooks", ("gateway", gateway), ("id", id))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task Gateway_PartWordsAndLonger_ReachTheGateway()
    {
        using var browser = await Browser.SignedInAsync(dashboard.Host);
        (await browser.SubmitAsync(
            "/gateway", "/gateway", ("site", "parfumerie"), ("mode", "on"), ("reason", "bank"), ("minutes", "30"), ("confirm", "parfumerie"),
            ("paths", "/checkout, /pay"), ("methods", "post"), ("allow", "198.51.100.7 /preview/*"), ("messageFr", "Bientôt"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        var state = dashboard.Host.Gateway.State;
        state["scope"]!.ToJsonString().ShouldBe("""{"hosts":[],"paths":["/checkout","/pay"],"methods":["POST"]}""");
        state["allow"]!.ToJsonString().ShouldBe("""["198.51.100.7","/preview/*"]""");
        ((string?)state["message"]!["fr"]).ShouldBe("Bientôt");
        var until = DateTimeOffset.Parse((string)state["until"]!, System.Globalization.CultureInfo.InvariantCulture);

        (await browser.SubmitAsync("/gateway", "/gateway", ("site", "parfumerie"), ("mode", "extend"), ("minutes", "15"))).StatusCode.ShouldBe(HttpStatusCode.Found);

        state = dashboard.Host.Gateway.State;
        DateTimeOffset.Parse((string)state["until"]!, System.Globalization.CultureInfo.InvariantCulture).ShouldBe(until.AddMinutes(15));
        state["scope"]!["paths"]!.ToJsonString().ShouldBe("""["/checkout","/pay"]""");
        (await browser.SubmitAsync("/gateway", "/gateway", ("site", "parfumerie"), ("mode", "automatic"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        ((string?)dashboard.Host.Gateway.State["mode"]).ShouldBe("automatic");
        await browser.SubmitAsync("/gateway", "/gateway", ("site", "parfumerie"), ("mode", "off"));
    }

    [Theory]
    [InlineData("", "2026-12-01T02:00", "", "once-20261201-0200", "\"from\":\"2026-12-01T01:00:00\\u002B00:00\"")]
    [InlineData("", "2026-10-25T02:30", "", "once-20261025-0230", "\"from\":\"2026-10-25T00:30:00\\u002B00:00\"")] // shown twice: the first
    [InlineData("SUN", "", "03:00", "sun-0300", "\"cron\":\"0 3 * * SUN\",\"zone\":\"Europe/Paris\"")]
    [InlineData("*", "", "23:45", "daily-2345", "\"cron\":\"45 23 * * *\"")]
    public async Task Window_Planned_ReachesTheGatewayAndIsCancelled(string day, string at, string time, string name, string expected)
    {
        using var browser = await Browser.SignedInAsync(dashboard.Host);

        (await browser.SubmitAsync("/gateway", "/gateway/windows", ("site", "parfumerie"), ("day", day), ("at", at), ("time", time), ("minutes", "30"), ("reason", "stock"))).StatusCode
            .ShouldBe(HttpStatusCode.Found);

        dashboard.Host.Gateway.Windows[name].ToJsonString().ShouldContain(expected);
        (await browser.TextAsync("/gateway")).ShouldContain(name);
        (await browser.SubmitAsync("/gateway", "/gateway/windows/cancel", ("site", "parfumerie"), ("name", name))).StatusCode.ShouldBe(HttpStatusCode.Found);
        dashboard.Host.Gateway.Windows.ShouldNotContainKey(name);
    }

    [Theory]
    [InlineData("", "2026-03-29T02:30", "", 422)] // the clocks leave it out
    [InlineData("", "", "", 422)]
    [InlineData("SUN", "", "25:00", 422)]
    [InlineData("SUN#9", "", "03:00", 422)]
    public async Task Window_NoSuchTime_IsRefused(string day, string at, string time, int status)
    {
        using var browser = await Browser.SignedInAsync(dashboard.Host);

        ((int)(await browser.SubmitAsync("/gateway", "/gateway/windows", ("site", "parfumerie"), ("day", day), ("at", at), ("time", time), ("minutes", "30"), ("reason", "x"))).StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Staff_Link_IsShownOnceAndRevoked()
    {
        using var browser = await Browser.SignedInAsync(dashboard.Host);

        using var made = await browser.SubmitAsync("/gateway", "/gateway/staff", ("site", "parfumerie"), ("whom", "Cléa <b>"), ("hours", "8"));
        var page = await made.Content.ReadAsStringAsync(Token);

        made.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.ShouldContain("http://secret-host.internal:5080/_gateway/staff?key=0193.secret");
        page.ShouldNotContain("Cléa <b>");
        page.ShouldNotContain("data-refresh"); // a refresh would take the link away
        (await browser.TextAsync("/gateway")).ShouldNotContain("0193.secret");
        (await browser.SubmitAsync("/gateway", "/gateway/staff/revoke", ("site", "parfumerie"), ("id", "0193pass"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        dashboard.Host.Gateway.Passes.ShouldBeEmpty();
        (await browser.SubmitAsync("/gateway", "/gateway/staff", ("site", "parfumerie"), ("whom", " "), ("hours", "8"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Webhook_Deleted_NeedsTheWord()
    {
        using var browser = await Browser.SignedInAsync(dashboard.Host);
        var address = dashboard.Host.Gateway.Url + "/";

        (await browser.SubmitAsync("/gateway", "/gateway/webhooks/delete", ("gateway", address), ("id", "0193ac"), ("confirm", "yes"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.SubmitAsync("/gateway", "/gateway/webhooks/delete", ("gateway", address), ("id", "0193ac"), ("confirm", "delete"))).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Theory]
    [InlineData("other", "on", "5")]
    [InlineData("parfumerie", "scheduled", "5")]
    [InlineData("parfumerie", "on", "99999999")]
    [InlineData("parfumerie", "on", "-1")]
    [InlineData("parfumerie", "on", "abc")]
    public async Task Gateway_HostileForm_IsRefused(string site, string mode, string minutes)
    {
        using var browser = await Browser.SignedInAsync(dashboard.Host);

        using var answer = await browser.SubmitAsync("/gateway", "/gateway", ("site", site), ("mode", mode), ("minutes", minutes), ("confirm", site));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Artifact_IsADownloadInASandbox()
    {
        var content = Encoding.UTF8.GetBytes("<script>alert(1)</script>");
        var store = dashboard.Host.Services.GetRequiredService<IArtifactStore>();
        await store.PutAsync(SampleRuns.FailedRun, "dom.html.txt", "text/plain", SHA256.HashData(content), new MemoryStream(content), content.Length, Token);
        using var browser = await Browser.SignedInAsync(dashboard.Host);

        using var answer = await browser.GetAsync($"/artifacts/{SampleRuns.FailedRun}/dom.html.txt");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("sandbox");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
    }

    [Theory]
    [InlineData("..%2f..%2fstore.db")]
    [InlineData("..%5cstore.db")]
    [InlineData("%2e%2e")]
    [InlineData("x%00.txt")]
    [InlineData("C:%5cx")]
    [InlineData("Step-1.jpg")]
    public async Task Artifact_NameThatIsNotOne_Is404(string name)
    {
        using var browser = await Browser.SignedInAsync(dashboard.Host);
        using var answer = await browser.GetAsync($"/artifacts/{SampleRuns.FailedRun}/{name}");

        ((int)answer.StatusCode).ShouldBeOneOf(400, 404);
    }
}
