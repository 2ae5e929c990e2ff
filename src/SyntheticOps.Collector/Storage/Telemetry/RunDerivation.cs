using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Reads a run from its root span (contracts.md section 3). Pure.</summary>
internal static class RunDerivation
{
    private const string NowhereNamed = "local";

    /// <summary>Null when the span is not the root of a run, or does not say which check it is of.</summary>
    public static RunRecord? Derive(SpanRecord span, DateTimeOffset receivedAt)
    {
        var attributes = span.Attributes;
        if (span.Name != Names.Spans.Check || span.ParentSpanId is not null
            || attributes.Text(Names.Attributes.SiteName) is not { Length: > 0 } site
            || attributes.Text(Names.Attributes.CheckName) is not { Length: > 0 } check)
        {
            return null;
        }

        var outcome = Wire.ParseOutcome(attributes.Text(Names.Attributes.Outcome));
        return new RunRecord
        {
            RunId = span.TraceId,
            RootSpanId = span.SpanId,
            Site = site,
            Check = check,
            Type = attributes.Text(Names.Attributes.CheckType) ?? "",
            Location = span.Location ?? NowhereNamed,
            Outcome = outcome ?? Outcome.Unknown,
            Reason = outcome is null ? Reasons.ProbeError : attributes.Text(Names.Attributes.OutcomeReason),
            Trigger = attributes.Text(Names.Attributes.Trigger) ?? "schedule",
            Attempt = Clamp(attributes.Integer(Names.Attributes.Attempt) ?? 1),
            StartedAt = span.StartedAt,
            Duration = span.Duration,
            ReceivedAt = receivedAt,
            Message = attributes.Text(Names.Attributes.Message),
            MessageParts = attributes.Text(Names.Attributes.MessageParts),
            FailedStep = attributes.Text(Names.Attributes.StepFailed),
            Url = attributes.Text(Names.Attributes.UrlFull),
            ServerAddress = attributes.Text(Names.Attributes.ServerAddress),
            Maintenance = attributes.Flag(Names.Attributes.Maintenance) ?? false,
            Sandbox = attributes.Flag(Names.Attributes.Sandbox),
            ConfigHash = attributes.Text(Names.Attributes.ConfigHash),
            RulesetVersion = attributes.Text(Names.Attributes.RulesetVersion),
            Findings = [.. span.Events.Where(item => item.Name == Names.Events.Finding).Select(item => ReadFinding(item.Attributes))],
            FindingsDropped = Clamp(attributes.Integer(Names.Attributes.FindingsDropped) ?? 0),
            Artifacts = [.. span.Events.Where(item => item.Name == Names.Events.Artifact).Select(item => ReadArtifact(item.Attributes))],
        };
    }

    private static Finding ReadFinding(AttributeSet attributes) => new(
        attributes.Text(Names.Attributes.FindingCode) ?? "",
        Wire.ParseSeverity(attributes.Text(Names.Attributes.FindingSeverity)),
        Wire.ParseKind(attributes.Text(Names.Attributes.FindingKind)),
        attributes.Text(Names.Attributes.FindingSubject) ?? "",
        attributes.Texts(Names.Attributes.FindingArgs),
        attributes.Text(Names.Attributes.FindingText) ?? "");

    private static RunArtifact ReadArtifact(AttributeSet attributes) => new(
        attributes.Text(Names.Attributes.ArtifactName) ?? "",
        attributes.Text(Names.Attributes.ArtifactType) ?? "",
        Math.Max(0, attributes.Integer(Names.Attributes.ArtifactSize) ?? 0));

    private static int Clamp(long value) => (int)Math.Clamp(value, 0, int.MaxValue);
}
