using System.Text.Json;
using System.Text.Json.Serialization;
using SyntheticOps.Checks.Running;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Runs;

/// <summary>The document of `synops run --json` (schema synops.run/1, contracts.md section 9).</summary>
internal static class RunDocument
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(IReadOnlyList<RunReport> reports, RunSummary summary, DateTimeOffset startedAt, TimeSpan duration, int exit) =>
        JsonSerializer.Serialize(
            new { schema = "synops.run/1", startedAt, durationS = duration.TotalSeconds, exit, summary, runs = reports.Select(Run) }, Json);

    private static object Run(RunReport report) => new
    {
        run = report.RunId,
        site = report.Definition.Site,
        check = report.Definition.Name,
        type = report.Definition.Type,
        location = report.Location,
        outcome = report.Result.Outcome.Word(),
        reason = report.Result.Reason,
        message = report.Result.Message,
        startedAt = report.StartedAt,
        durationS = report.Duration.TotalSeconds,
        attempt = report.Attempt,
        findings = report.Result.Findings.Select(finding => new
        {
            code = finding.Code,
            severity = finding.Severity.Word(),
            kind = finding.Kind.Word(),
            subject = finding.Subject,
            args = finding.Args,
            text = finding.Text,
        }),
        steps = report.Steps.Count == 0
            ? null
            : report.Steps.Select(step => new { index = step.Index, name = step.Name, outcome = step.Outcome, durationS = step.Duration.TotalSeconds, message = step.Message }),
        artifacts = report.Artifacts.Select(artifact => new Artifact(artifact.Name, artifact.MediaType, artifact.Size, artifact.Path)),
    };

    /// <param name="Path">Null, but there, without --artifacts.</param>
    private sealed record Artifact(string Name, string Type, long Size, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Path);
}
