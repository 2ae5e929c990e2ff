using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Tests.Incidents;

public sealed class IncidentReportTests
{
    private static readonly DateTimeOffset At = new(2025, 11, 24, 8, 0, 0, TimeSpan.Zero);

    private static readonly Incident Ended = new()
    {
        Id = "INC-7",
        Site = "shop",
        Scenario = "performance",
        Cause = "too_slow shop.example",
        TitleCode = "slow-step",
        TitleArgs = ["pay", "checkout"],
        Severity = "major",
        State = "resolved",
        OpenedAt = At.AddSeconds(25),
        FirstFailureAt = At,
        ResolvedAt = At.AddMinutes(12),
        Checks = ["checkout"],
        Runs = ["r1", "r2"],
        Evidence = [new Evidence("trace", "t/s", "parfumerie: SELECT * FROM orders took 4.0 s of its own")],
        Timeline =
        [
            new TimelineEntry(At.AddSeconds(25), "rule:slowness", "opened", "checkout failed 2 times in a row"),
            new TimelineEntry(At.AddMinutes(1), "user:anna", "note", "index was missing"),
            new TimelineEntry(At.AddMinutes(12), "rule:slowness", "resolved", "well again"),
        ],
        Notifications = [new NotificationRecord("ops", "opened", "msg_1", "delivered", At)],
    };

    [Theory]
    [InlineData("en", "Summary", "Description", "Root cause", "Actions taken", "Resolution", "Prevention", "Lessons learned")]
    [InlineData("fr", "Résumé", "Description", "Cause principale", "Actions menées", "Résolution", "Prévention", "Leçons apprises")]
    public void Write_Sections_StandInOrder(string language, params string[] sections) =>
        Report(Ended, language).Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]).ShouldBe(sections);

    [Fact]
    public void Write_Ended_SaysWhatIsKnown()
    {
        var report = Report(Ended, "en");

        report.ShouldContain("2025-11-24 08:00:00 – 2025-11-24 08:12:00 UTC");
        report.ShouldContain("**Duration**: 12\u00a0min 0\u00a0s");
        report.ShouldContain("took 4.0 s of its own");
        report.ShouldContain("user:anna, note: index was missing");
        report.ShouldContain("every check that had seen it ran well again");
        report.ShouldContain("1 of 1 delivered");
    }

    [Fact]
    public void Write_Open_SaysThatItGoesOn() =>
        Report(Ended with { State = "open", ResolvedAt = null, Timeline = [] }, "fr").ShouldContain("toujours en cours");

    [Fact]
    public void Write_HostileText_StaysText()
    {
        const string Hostile = "</p><script>x()</script>\n# heading\n[a](javascript:x) ![i](http://evil.example) `c` | **b** <http://e.example>";
        var hostile = Ended with
        {
            Cause = Hostile,
            TitleArgs = [Hostile, Hostile],
            Evidence = [new Evidence("run", Hostile, Hostile)],
            Timeline = [new TimelineEntry(At, Hostile, "note", Hostile)],
            Checks = [Hostile],
            Drill = Hostile,
        };

        var html = Markdig.Markdown.ToHtml(IncidentReport.Write(hostile, Hostile, IncidentWords.Culture("en"), At));

        html.ShouldNotContain("<script");
        html.ShouldNotContain("<a ");
        html.ShouldNotContain("<img");
        html.ShouldNotContain("<code");
        html.ShouldNotContain("heading</h1>");
    }

    [Theory]
    [InlineData("plain text, 4.0 s (a/b): fine - 100 %", "plain text, 4.0 s (a/b): fine - 100 %")]
    [InlineData("# no heading", "\\# no heading")]
    [InlineData("1. no list", "1\\. no list")]
    [InlineData("  - no list", "  \\- no list")]
    [InlineData("see https://evil.example and www.evil.example", "see https\\://evil.example and www\\.evil.example")]
    [InlineData("a_b*c[d](e)", "a\\_b\\*c\\[d\\](e)")]
    [InlineData("two\nlines\u202e", "two lines ")]
    public void Escape_Text_LosesItsMarkupAndNothingElse(string text, string escaped) => ReportText.Escape(text).ShouldBe(escaped);

    private static string Report(Incident incident, string language) => IncidentReport.Write(incident, "The shop", IncidentWords.Culture(language), At.AddHours(1));
}
