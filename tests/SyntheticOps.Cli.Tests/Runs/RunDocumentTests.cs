using System.Text.Json.Nodes;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Running;
using SyntheticOps.Checks.Words;
using SyntheticOps.Cli.Runs;
using SyntheticOps.Cli.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Tests.Runs;

/// <summary>synops.run/1 word for word.</summary>
public sealed class RunDocumentTests
{
    private static readonly DateTimeOffset Started = new(2026, 1, 2, 3, 4, 0, TimeSpan.Zero);

    [Fact]
    public void Write_RunThatIsUp_LeavesOptionalMembersOut() => ShouldBe(
        RunDocument.Write([Reports.Of(CheckResult.Up())], new RunSummary(1, 0, 0, 0), Started, TimeSpan.FromSeconds(2.5), 0),
        """
        {"schema": "synops.run/1", "startedAt": "2026-01-02T03:04:00+00:00", "durationS": 2.5, "exit": 0,
         "summary": {"up": 1, "degraded": 0, "down": 0, "unknown": 0},
         "runs": [{"run": "0123456789abcdef0123456789abcdef", "site": "shop", "check": "home", "type": "http", "location": "local", "outcome": "up",
                   "startedAt": "2026-01-02T03:04:05+00:00", "durationS": 1.25, "attempt": 1, "findings": [], "artifacts": []}]}
        """);

    [Fact]
    public void Write_RunThatIsDown_SaysReasonFindingsStepsAndArtifacts()
    {
        var result = CheckResult.Down("step_failed", Saying.Text("Pay did not answer."), new Finding("step-failed", Severity.Error, FindingKind.State, "pay", ["pay"], "Step pay failed."));
        var report = Reports.Of(result) with
        {
            Steps = [new StepReport(1, "open", "up", TimeSpan.FromSeconds(1), null), new StepReport(2, "pay", "down", TimeSpan.FromSeconds(0.5), "No button.")],
            Artifacts = [new ArtifactNote("step-2.jpg", "image/jpeg", 42, null)],
        };

        ShouldBe(
            RunDocument.Write([report], new RunSummary(0, 0, 1, 0), Started, TimeSpan.FromSeconds(2), 1),
            """
            {"schema": "synops.run/1", "startedAt": "2026-01-02T03:04:00+00:00", "durationS": 2, "exit": 1,
             "summary": {"up": 0, "degraded": 0, "down": 1, "unknown": 0},
             "runs": [{"run": "0123456789abcdef0123456789abcdef", "site": "shop", "check": "home", "type": "http", "location": "local",
                       "outcome": "down", "reason": "step_failed", "message": "Pay did not answer.",
                       "startedAt": "2026-01-02T03:04:05+00:00", "durationS": 1.25, "attempt": 1,
                       "findings": [{"code": "step-failed", "severity": "error", "kind": "state", "subject": "pay", "args": ["pay"], "text": "Step pay failed."}],
                       "steps": [{"index": 1, "name": "open", "outcome": "up", "durationS": 1},
                                 {"index": 2, "name": "pay", "outcome": "down", "durationS": 0.5, "message": "No button."}],
                       "artifacts": [{"name": "step-2.jpg", "type": "image/jpeg", "size": 42, "path": null}]}]}
            """);
    }

    private static void ShouldBe(string document, string expected) =>
        JsonNode.Parse(document)!.ToJsonString().ShouldBe(JsonNode.Parse(expected)!.ToJsonString());
}
