using System.Text.Json.Nodes;
using SyntheticOps.Cli.Drills;

namespace SyntheticOps.Cli.Tests.Drills;

/// <summary>synops.drill/1 word for word.</summary>
public sealed class DrillDocumentTests
{
    [Fact]
    public void Write_PassedDrill_HasEveryMember() => ShouldBe(
        new DrillResult
        {
            Id = "drill-1",
            Scenario = "performance",
            Incident = "INC-12",
            DetectS = 20.5,
            NotifyS = 21,
            RecoverS = 30,
            Checks = [new DrillCheck("scenario", true, "performance", "performance")],
        },
        0,
        """
        {"schema": "synops.drill/1", "exit": 0, "drills": [{"id": "drill-1", "scenario": "performance", "passed": true, "incident": "INC-12",
         "detectS": 20.5, "notifyS": 21, "recoverS": 30,
         "checks": [{"name": "scenario", "passed": true, "expected": "performance", "seen": "performance"}]}]}
        """);

    [Fact]
    public void Write_NothingDetected_LeavesOptionalMembersOut() => ShouldBe(
        new DrillResult { Id = "drill-1", Scenario = "downtime", Checks = [new DrillCheck("scenario", false, "downtime", "no incident")] },
        1,
        """
        {"schema": "synops.drill/1", "exit": 1, "drills": [{"id": "drill-1", "scenario": "downtime", "passed": false, "detectS": null,
         "checks": [{"name": "scenario", "passed": false, "expected": "downtime", "seen": "no incident"}]}]}
        """);

    private static void ShouldBe(DrillResult result, int exit, string expected) =>
        JsonNode.Parse(DrillDocument.Write([result], exit))!.ToJsonString().ShouldBe(JsonNode.Parse(expected)!.ToJsonString());
}
