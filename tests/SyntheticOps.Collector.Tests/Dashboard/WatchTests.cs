using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Dashboard;
using SyntheticOps.Collector.Dashboard.Watch;
using SyntheticOps.Collector.StatusPage;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Tests.Dashboard;

public sealed class WatchTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Site Shop = new() { Name = "shop", DisplayName = "Shop", Url = new Uri("http://shop") };

    private static readonly CheckDefinition Home = new()
    {
        Name = "home",
        Site = "shop",
        Type = "http",
        Every = TimeSpan.FromSeconds(15),
        Timeout = TimeSpan.FromSeconds(10),
        Confirm = new Confirmation(2, 2, TimeSpan.FromSeconds(5)),
    };

    public static TheoryData<string, string, string?> Verdicts => new()
    {
        { "", State.Unknown, null },
        { "a:up", State.Up, null },
        { "a:down", State.Down, Reasons.Timeout },
        { "a:up b:degraded", State.Degraded, Reasons.Timeout },
        { "a:up b:unknown", State.Up, null },
        { "a:unknown", State.Unknown, Reasons.Timeout },
        { "a:old", State.Unknown, Reasons.Silent },
        { "a:old b:up", State.Up, null },
        { "a:maintenance", State.Maintenance, Reasons.Timeout },
    };

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void Judge_ByTheNewestRunOfEachLocation(string runs, string state, string? reason)
    {
        var status = CheckJudge.Judge(Home, Shop, Runs(runs), Now);

        status.State.ShouldBe(state);
        status.Reason.ShouldBe(reason);
        (status.SilentSince is not null).ShouldBe(reason == Reasons.Silent);
    }

    [Fact]
    public void Judge_FewerLocationsDownThanTheQuorum_IsDegraded() =>
        CheckJudge.Judge(Home with { Quorum = 2 }, Shop, Runs("a:down b:up c:up"), Now).State.ShouldBe(State.Degraded);

    [Theory]
    [InlineData("a:up", "", "up up")]
    [InlineData("a:down", "", "down up")]
    [InlineData("a:down", "downtime", "down up")]
    [InlineData("a:down", "security", "up up")]
    [InlineData("a:up", "performance", "up degraded")]
    [InlineData("a:old", "", "unknown unknown")]
    public void Matrix_DowntimeAndPerformance(string runs, string incident, string expected)
    {
        var board = BoardOf(runs, incident.Length == 0 ? [] : [Incident(incident)]);

        var cells = Matrix.Of(board, []).Single().Cells;

        $"{cells[0].State} {cells[4].State}".ShouldBe(expected);
        cells[2].Note.ShouldBe("unwatched");
        cells[2].State.ShouldBe(State.Unknown);
    }

    [Fact]
    public void Matrix_WhenAllIsWell_SaysSinceWhen()
    {
        var past = Incident("downtime") with { State = "resolved", ResolvedAt = Now.AddHours(-3) };

        Matrix.Of(BoardOf("a:up", []), [past]).Single().Cells[0].ShouldBe(new MatrixCell("downtime", State.Up, "since", Now.AddHours(-3), "/checks/home"));
    }

    [Theory]
    [InlineData("a:up", "", State.Up)]
    [InlineData("a:down", "", State.Up)]
    [InlineData("a:down", "downtime", State.Down)]
    [InlineData("a:up", "performance", State.Degraded)]
    [InlineData("a:up", "security", State.Up)]
    [InlineData("a:old", "", State.Unknown)]
    [InlineData("a:maintenance", "downtime", State.Maintenance)]
    public void StatusPage_OnlyConfirmedIncidentsDisturb(string runs, string incident, string expected)
    {
        var board = BoardOf(runs, incident.Length == 0 ? [] : [Incident(incident)]);

        StatusRules.StateOf("shop", board.Checks, [.. board.Incidents.Where(open => StatusRules.IsPublic(open, "shop"))]).ShouldBe(expected);
    }

    [Fact]
    public void StatusPage_ADrill_IsNotPublic() =>
        StatusRules.IsPublic(Incident("downtime") with { Drill = "d1" }, "shop").ShouldBeFalse();

    private static Board BoardOf(string runs, IReadOnlyList<Incident> incidents) =>
        new([Shop], [CheckJudge.Judge(Home, Shop, Runs(runs), Now)], incidents, Runs(runs));

    private static Incident Incident(string scenario) => new()
    {
        Id = "INC-1",
        Site = "shop",
        Scenario = scenario,
        Cause = "timeout shop",
        TitleCode = "unreachable",
        Severity = "critical",
        State = "open",
        OpenedAt = Now,
        FirstFailureAt = Now.AddMinutes(-1),
        Checks = ["home"],
    };

    private static List<RunRecord> Runs(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split(':')).Select(part => new RunRecord
    {
        RunId = part[0],
        RootSpanId = "1",
        Site = "shop",
        Check = "home",
        Type = "http",
        Location = part[0],
        Outcome = part[1] switch { "down" => Outcome.Down, "degraded" => Outcome.Degraded, "unknown" => Outcome.Unknown, "maintenance" => Outcome.Down, _ => Outcome.Up },
        Reason = part[1] is "up" or "old" ? null : Reasons.Timeout,
        Maintenance = part[1] == "maintenance",
        Trigger = "schedule",
        StartedAt = Now.AddSeconds(part[1] == "old" ? -60 : -5),
        Duration = TimeSpan.FromSeconds(1),
        ReceivedAt = Now.AddSeconds(part[1] == "old" ? -59 : -4),
    })];
}
