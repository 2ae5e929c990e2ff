using System.Text.Json.Nodes;
using SyntheticOps.Collector.Tests.Dashboard;

namespace SyntheticOps.Collector.Tests.StatusPage;

public sealed class StatusPageTests(SeededDashboard dashboard) : IClassFixture<SeededDashboard>
{
    /// <summary>What is ours and not for the public.</summary>
    private static readonly string[] Internal = ["secret-host", "checkout", "headers", "step_failed", "prober", "paid", "INC-", "local<"];

    [Theory]
    [InlineData("/status", "fr", "Le paiement est perturbé")]
    [InlineData("/status", "en", "Payment is disturbed")]
    [InlineData("/status", "de", "Le paiement est perturbé")]
    public async Task Status_WithAnIncident_SaysWhatItMeansToCustomers(string path, string language, string headline)
    {
        using var browser = new Browser(dashboard.Host.Url, language);

        var page = await browser.TextAsync(path);

        page.ShouldContain(headline);
        page.ShouldContain("THE PARFUMERIEE");
        Visible(page).ShouldSatisfyAllConditions([.. Internal.Select<string, Action<string>>(word => text => text.ShouldNotContain(word))]);
    }

    [Fact]
    public async Task Summary_HasTheShapeOfStatuspage()
    {
        using var browser = new Browser(dashboard.Host.Url);

        var summary = JsonNode.Parse(await browser.TextAsync("/api/v2/summary.json"))!;

        ((string)summary["page"]!["name"]!).ShouldBe("THE PARFUMERIEE");
        ((string)summary["status"]!["indicator"]!).ShouldBe("major");
        summary["components"]!.AsArray().Select(component => (string)component!["status"]!).ShouldBe(["operational", "major_outage"]);
        ((string)summary["incidents"]!.AsArray().Single()!["status"]!).ShouldBe("investigating");
    }

    [Fact]
    public async Task Status_OnOldFigures_NeverSaysThatAllIsWell()
    {
        await using var host = await DashboardHost.StartAsync();
        await SampleRuns.SeedAsync(host, TestContext.Current.CancellationToken);
        host.Clock.Ahead = TimeSpan.FromMinutes(5);
        using var browser = new Browser(host.Url);

        var page = await browser.TextAsync("/status");

        page.ShouldContain("These figures are not current.");
        page.ShouldNotContain("Everything works");
        ((string)JsonNode.Parse(await browser.TextAsync("/api/v2/status.json"))!["status"]!["indicator"]!).ShouldBe("unknown");
    }

    /// <summary>The page without its links to the shop itself, which the public knows.</summary>
    private static string Visible(string page) => page.Replace("href=\"http://secret-host.internal:5080/\"", "", StringComparison.Ordinal);
}
