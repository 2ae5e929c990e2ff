using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SyntheticOps.Checker.Provider;
using SyntheticOps.Checker.Tests.Http;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Provider;

/// <summary>Status pages as RSS and Atom feeds: what goes on, how bad it is, and nothing from a hostile one.</summary>
public sealed class FeedSummaryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static readonly ProviderOptions Options = new() { Page = new Uri("https://status.example/history.rss") };

    /// <summary>Title, text (HTML) and age in hours of an item, and what is said of it: state and impact, or nothing.</summary>
    public static TheoryData<string, string, double, string> Items => new()
    {
        { "Elevated errors", "<p><small>Nov 25</small><br><strong>Investigating</strong> - We look.</p>", 1, "investigating minor" },
        { "Elevated errors", "<p><strong>Resolved</strong> - Done.</p><p><strong>Investigating</strong> - We look.</p>", 1, "" },
        { "Elevated errors", "<p><strong>Update</strong> - More.</p><p><strong>Identified</strong> - Found.</p>", 1, "identified minor" },
        { "API outage", "<p><b>Monitoring</b> - A fix is out.</p>", 30, "monitoring major" },
        { "Full outage of payments", "<strong>Identified</strong>", 1, "identified critical" },
        { "Scheduled database maintenance", "<strong>Scheduled</strong> - On Sunday.", 1, "" },
        { "Database maintenance", "<strong>In progress</strong> - We do it.", 1, "in progress maintenance" },
        { "Database maintenance", "<strong>Completed</strong> - Done.", 1, "" },
        { "Service is operating normally: [RESOLVED] Increased error rates", "Between 3 and 4 ...", 1, "" },
        { "[RESOLVED] Increased latencies", "We saw ...", 1, "" },
        { "RESOLVED: Incident affecting storage", "The issue is over.", 1, "" },
        { "Service disruption: Increased error rates", "We are investigating.", 1, "unknown major" },
        { "Increased error rates", "This has not been resolved.", 1, "unknown minor" },
        { "Increased error rates", "Nothing is said of its state.", 25, "" },
        { "Elevated errors", "<strong>Investigating</strong> - We look.", 24 * 15, "" },
        { "Elevated errors", "Investigating: we look.", 1, "investigating minor" },
    };

    [Theory]
    [MemberData(nameof(Items))]
    public void Parse_Item_GoesOnOrIsOver(string title, string text, double hours, string expected)
    {
        var at = Now.AddHours(-hours);
        foreach (var feed in new[] { Rss(title, text, at), Atom(title, text, at), Rdf(title, text, at) })
        {
            var status = Parse(feed).ShouldNotBeNull();

            string.Join(' ', status.Incidents.Concat(status.Maintenances).Select(item => $"{item.State} {item.Impact.Word()}")).ShouldBe(expected, feed);
            status.Name.ShouldBe("Shipper");
            status.Incidents.ShouldAllBe(item => item.Name == title && item.StartedAt == at && item.Url == new Uri("https://status.example/i/1"));
        }
    }

    [Fact]
    public void Parse_Watched_KeepsWhatNamesThem()
    {
        var feed = Rss("Slow builds", "<strong>Identified</strong> - Builds in Frankfurt are slow.", Now);

        Parse(feed, "frankfurt").ShouldNotBeNull().Incidents.Single().Components.ShouldBe(["frankfurt"]);
        Parse(feed, "Payments").ShouldNotBeNull().Incidents.ShouldBeEmpty();
    }

    /// <summary>Nothing of a hostile feed is taken: no entities, no files, no billion laughs; what is left unread ends in time and memory.</summary>
    [Theory]
    [InlineData("""<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>""")]
    [InlineData("""<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><rss><channel><title>&c;</title></channel></rss>""")]
    [InlineData("""<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/x.dtd"><rss/>""")]
    [InlineData("<rss><channel><title>&unknown;</title></channel></rss>")]
    [InlineData("<rss><channel><item><title>cut")]
    [InlineData("""<?xml version="1.0" encoding="made-up"?><rss/>""")]
    [InlineData("<html><body>All systems operational</body></html>")]
    [InlineData("<opml/>")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("\0\u0001")]
    public void Parse_HostileOrNone_IsNoFeed(string text) => Parse(text).ShouldBeNull();

    [Fact]
    public void Parse_Flood_IsCut()
    {
        var item = "<item><title>Outage</title><description><![CDATA[<strong>Identified</strong> " + new string('x', 100_000) + "]]></description></item>";
        var deep = string.Concat(Enumerable.Repeat("<a>", 10_000)) + string.Concat(Enumerable.Repeat("</a>", 10_000));

        var status = Parse($"<rss><channel><title>S</title>{deep}{string.Concat(Enumerable.Repeat(item, 70))}</channel></rss>").ShouldNotBeNull();

        status.Incidents.Count.ShouldBe(70);
        status.Incidents.ShouldAllBe(incident => incident.Update.Length <= 300);
        Parse($"<rss><channel>{string.Concat(Enumerable.Repeat(item, 90))}</channel></rss>").ShouldBeNull("8 Mi characters are the most");
        Parse($"<rss><channel>{string.Concat(Enumerable.Repeat("<item><title>Outage identified</title></item>", 500))}</channel></rss>").ShouldNotBeNull();
    }

    [Fact]
    public void Parse_LinkThatIsNoPage_IsNoLink() =>
        Parse("<rss><channel><item><title>Identified: x</title><link>javascript:alert(1)</link></item></channel></rss>").ShouldNotBeNull().Incidents.Single().Url.ShouldBeNull();

    [Theory]
    [InlineData("Wed, 25 Nov 2026 10:00:00 GMT")]
    [InlineData("Wed, 25 Nov 2026 10:00:00 +0000")]
    [InlineData("Wed, 25 Nov 2026 02:00:00 PST")]
    [InlineData("Wed, 25 Nov 2026 10:00:00 UTC")]
    public void Parse_Time_HasItsZone(string time) =>
        Parse($"<rss><channel><item><title>Identified: x</title><pubDate>{time}</pubDate></item></channel></rss>").ShouldNotBeNull().Incidents.Single().StartedAt.ShouldBe(Now.AddHours(-2));

    [Fact]
    public async Task Run_Feed_IsJudgedAndAskedAloneWhenItsNameSaysSo()
    {
        var asked = new List<string>();
        await using var server = await KestrelServer.StartAsync(app => app.Map("/{**path}", (HttpContext context) =>
        {
            asked.Add(context.Request.Path);
            return context.Request.Path == "/history.atom" ? Results.Text(Atom("Payments fail", "<strong>Identified</strong> - An outage.", TimeProvider.System.GetUtcNow()), "application/atom+xml") : Results.NotFound();
        }));

        var result = await Probe.CheckAsync(
            new ProviderCheckType(Probe.NewTransport(), TimeProvider.System), Probe.SiteOf(server.Url), $"{{provider: {{status-page: '{new Uri(server.Url, "/history.atom")}', down-from: major}}}}");

        (result.Outcome, result.Findings.ShouldHaveSingleItem().Code).ShouldBe((Outcome.Down, "provider-incident"));
        result.Findings[0].Args.ShouldBe(["Shipper", "major", "identified", "https://status.example/i/1"]);
        asked.ShouldBe(["/history.atom"]);
    }

    [Fact]
    public async Task Run_WellFeed_IsUpWithoutFindings()
    {
        await using var server = await KestrelServer.StartAsync(app => app.MapGet("/status", () => Results.Text("<rss><channel><title>Azure Status</title></channel></rss>", "text/xml")));

        var result = await Probe.CheckAsync(new ProviderCheckType(Probe.NewTransport(), TimeProvider.System), Probe.SiteOf(server.Url), $"{{provider: {{status-page: '{new Uri(server.Url, "/status")}'}}}}");

        (result.Outcome, result.Findings.Count).ShouldBe((Outcome.Up, 0), result.Message);
    }

    private static ProviderStatus? Parse(string feed, params string[] components) => FeedSummary.Parse(Encoding.UTF8.GetBytes(feed), Options with { Components = components }, Now);

    private static string Rss(string title, string text, DateTimeOffset at) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0"><channel><title>Shipper Status - Incident History</title><link>https://status.example</link>
        <item><title>{title}</title><description>{System.Net.WebUtility.HtmlEncode(text)}</description><pubDate>{at:R}</pubDate><link>https://status.example/i/1</link></item></channel></rss>
        """;

    private static string Atom(string title, string text, DateTimeOffset at) => $"""
        <feed xmlns="http://www.w3.org/2005/Atom"><title>Shipper Status</title><link rel="self" href="https://status.example/history.atom"/>
        <entry><id>1</id><title>{title}</title><published>{at.AddHours(-1):O}</published><updated>{at:O}</updated><link rel="alternate" type="text/html" href="https://status.example/i/1"/><content type="html"><![CDATA[{text}]]></content></entry></feed>
        """;

    private static string Rdf(string title, string text, DateTimeOffset at) => $"""
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Shipper</title></channel>
        <item><title>{title}</title><link>https://status.example/i/1</link><description>{System.Net.WebUtility.HtmlEncode(text)}</description><dc:date>{at:O}</dc:date></item></rdf:RDF>
        """;
}
