using System.Text.Json;
using EndToEnd.Tests.Running;

namespace EndToEnd.Tests.Incidents;

public sealed class DowntimeTests(RunningSystem system)
{
    [Fact]
    public async Task Downtime_FromBreakToRepair_IsNoticedToldAndOver()
    {
        system.Require();

        var story = await system.DowntimeAsync(TestContext.Current.CancellationToken);

        story.Opened.GetProperty("site").GetString().ShouldBe("parfumerie");
        story.Opened.GetProperty("runs").GetArrayLength().ShouldBeGreaterThan(0);
        var evidence = story.Resolved.GetProperty("evidence").EnumerateArray().Select(item => item.GetProperty("text").GetString()!).ToList();
        evidence.Append(story.Resolved.GetProperty("cause").GetString()!).ShouldContain(text => text.Contains("503"));
        story.Notifications[0].GetRawText().ShouldContain(story.Id);
        var last = story.Resolved.GetProperty("timeline").EnumerateArray().Last(entry => entry.GetProperty("code").GetString() == "resolved");
        last.GetProperty("actor").GetString().ShouldStartWith("rule:");
        story.Resolved.GetProperty("notifications").EnumerateArray().Select(State).ShouldContain("delivered");
    }

    [Theory]
    [InlineData("en", "Summary", "Description", "Root cause", "Actions taken", "Resolution", "Prevention", "Lessons learned")]
    [InlineData("fr", "Résumé", "Description", "Cause principale", "Actions menées", "Résolution", "Prévention", "Leçons apprises")]
    public async Task Report_OfTheDowntime_HasAllSections(string language, params string[] sections)
    {
        system.Require();
        var token = TestContext.Current.CancellationToken;
        var story = await system.DowntimeAsync(token);

        var report = await system.Operator.GetTextAsync($"/api/v1/incidents/{story.Id}/report?lang={language}", token);

        report.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]).ShouldBe(sections);
        report.Split('\n')[0].ShouldContain(story.Id);
    }

    private static string? State(JsonElement notification) => notification.GetProperty("state").GetString();
}
