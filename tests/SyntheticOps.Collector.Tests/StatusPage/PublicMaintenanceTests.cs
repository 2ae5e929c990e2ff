using System.Text.Json.Nodes;
using SyntheticOps.Collector.Gateways;
using SyntheticOps.Collector.StatusPage;
using SyntheticOps.Collector.Tests.Dashboard;

namespace SyntheticOps.Collector.Tests.StatusPage;

/// <summary>What the public reads of maintenance that is on or planned.</summary>
public sealed class PublicMaintenanceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly MaintenanceScope Checkout = new([], ["/checkout"], []);

    [Theory]
    [InlineData("fr", "Maintenance en cours", "La caisse est fermée.", "Retour prévu", "Maintenances prévues", "Fuseau horaire\u00a0: Europe/Paris (UTC+", "Une partie de la boutique affiche une page de maintenance pendant 30\u00a0min.")]
    [InlineData("en", "Maintenance under way", "The till is closed.", "Expected back", "Planned maintenance", "Time zone: Europe/Paris (UTC+", "Part of the shop shows a maintenance page for 30\u00a0min.")]
    public async Task Status_MaintenanceOnAndPlanned_TellsWhenAndNothingOfOurs(string language, params string[] words)
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleRuns.SeedAsync(host, TestContext.Current.CancellationToken);
        var from = ThreeInParis(host.Clock.GetUtcNow());
        host.Gateway.Become(JsonNode.Parse("""
            {"active": true, "mode": "on", "reason": "secret-reason", "actor": "user:anna", "version": 3, "since": "2026-01-01T00:00:00Z", "until": "2026-01-01T02:00:00Z",
             "scope": {"hosts": [], "paths": ["/checkout"], "methods": []}, "message": {"fr": "La caisse est fermée.", "en": "The till is closed."}}
            """)!.AsObject());
        host.Gateway.Windows["secret-window"] = JsonNode.Parse($$"""
            {"name": "secret-window", "forS": 1800, "reason": "secret-reason", "actor": "user:anna", "scope": {"hosts": [], "paths": ["/checkout"], "methods": []},
             "upcoming": [{"name": "secret-window", "from": "{{from:O}}", "until": "{{from.AddMinutes(30):O}}"}]}
            """)!.AsObject();
        using var browser = new Browser(host.Url, language);

        var page = System.Net.WebUtility.HtmlDecode(await browser.TextAsync("/status"));

        page.ShouldSatisfyAllConditions([.. words.Select<string, Action<string>>(word => text => text.ShouldContain(word))]);
        page.ShouldContain("03:00 – 03:30");
        page.ShouldContain($"data-here=\"{from:yyyy-MM-ddTHH:mm:sszzz}\"");
        page.ShouldNotContain("secret-reason");
        page.ShouldNotContain("secret-window");
        page.ShouldNotContain("user:anna");

        var summary = JsonNode.Parse(await browser.TextAsync("/api/v2/summary.json"))!;
        var maintenances = summary["scheduled_maintenances"]!.AsArray().Select(item => (string)item!["status"]!).ToList();
        maintenances[0].ShouldBe("in_progress");
        maintenances.ShouldContain("scheduled");
    }

    [Fact]
    public async Task Status_WholeShopPaused_SaysSoBeforeAnyProbeSawIt()
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleRuns.SeedAsync(host, TestContext.Current.CancellationToken);
        host.Gateway.Become(JsonNode.Parse("""{"active": true, "mode": "on", "reason": "", "actor": "user:anna", "version": 3}""")!.AsObject());
        using var browser = new Browser(host.Url);

        var page = await browser.TextAsync("/status");

        page.ShouldContain("The shop is paused for maintenance");
        page.ShouldContain("When it ends is not known yet.");
        ((string)JsonNode.Parse(await browser.TextAsync("/api/v2/status.json"))!["status"]!["indicator"]!).ShouldBe("maintenance");
    }

    [Fact]
    public async Task Gateway_RecurringWindow_ShowsTheNextOccurrences()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Gateway.Windows["daily"] = JsonNode.Parse("""
            {"name": "daily", "cron": "0 3 * * *", "zone": "Europe/Paris", "forS": 1800, "reason": "backup", "actor": "user:anna",
             "next": {"name": "daily", "from": "2031-01-05T02:00:00Z", "until": "2031-01-05T02:30:00Z"},
             "upcoming": [{"name": "daily", "from": "2031-01-05T02:00:00Z", "until": "2031-01-05T02:30:00Z"}, {"name": "daily", "from": "2031-01-06T02:00:00Z", "until": "2031-01-06T02:30:00Z"},
                          {"name": "daily", "from": "2031-01-07T02:00:00Z", "until": "2031-01-07T02:30:00Z"}]}
            """)!.AsObject();
        using var browser = await Browser.SignedInAsync(host);

        var page = await browser.TextAsync("/gateway");

        foreach (var day in new[] { "5 Jan, 03:00", "6 Jan, 03:00", "7 Jan, 03:00" })
        {
            page.ShouldContain(day);
        }
    }

    [Fact]
    public void Of_SeveralGateways_TheLatestEndAndTheWidestScope()
    {
        var running = PublicMaintenance.Of(
            [
                new MaintenanceState { Active = true, Since = Now.AddMinutes(-5), Until = Now.AddMinutes(10), Scope = Checkout },
                new MaintenanceState { Active = true, Since = Now.AddMinutes(-4), Until = Now.AddMinutes(20) },
                new MaintenanceState { Active = false },
            ],
            [],
            Now).Running;

        running.ShouldBe(new RunningMaintenance(Now.AddMinutes(-5), Now.AddMinutes(20), true, null));
        PublicMaintenance.Of([new MaintenanceState { Active = true, Until = Now.AddMinutes(9) }, new MaintenanceState { Active = true }], [], Now).Running!.Until.ShouldBeNull();
    }

    [Fact]
    public void Of_Windows_TheNextFiveOfTwoWeeksOnceEach()
    {
        var daily = new GatewayWindow { Name = "daily", Upcoming = [Time(1), Time(2), Time(3)] };
        var other = new GatewayWindow { Name = "other", Upcoming = [Time(4), Time(5), Time(6)], Scope = Checkout };
        var late = new GatewayWindow { Name = "late", Next = Time(15) };

        var planned = PublicMaintenance.Of([], [daily, daily, other, late], Now).Planned;

        planned.Select(item => (item.From - Now).Days).ShouldBe([1, 2, 3, 4, 5]);
        planned.Select(item => item.IsEverything).ShouldBe([true, true, true, false, false]);
        PublicMaintenance.Of([], [late], Now).Planned.ShouldBeEmpty();
    }

    private static WindowTime Time(int days) => new("x", Now.AddDays(days), Now.AddDays(days).AddMinutes(30));

    /// <summary>The night after next; clocks never leave that hour out.</summary>
    private static DateTimeOffset ThreeInParis(DateTimeOffset now)
    {
        var night = now.UtcDateTime.Date.AddDays(2).AddHours(3);
        return new(DateTime.SpecifyKind(night, DateTimeKind.Unspecified), TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris").GetUtcOffset(night));
    }
}
