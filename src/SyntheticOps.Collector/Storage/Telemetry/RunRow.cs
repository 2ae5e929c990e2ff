using System.Text.Json;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>A row of `runs` and back.</summary>
internal sealed record RunRow
{
    /// <summary>Column names as the members below, for `select`.</summary>
    public const string Columns = """
        r.run_id as RunId, r.root_span_id as RootSpanId, r.site as Site, r.check_name as CheckName, r.type as Type, r.location as Location,
        r.outcome as Outcome, r.reason as Reason, r.run_trigger as RunTrigger, r.attempt as Attempt, r.start_nano as StartNano,
        r.duration_nano as DurationNano, r.received_nano as ReceivedNano, r.message as Message, r.failed_step as FailedStep, r.url as Url,
        r.server_address as ServerAddress, r.maintenance as Maintenance, r.sandbox as Sandbox, r.config_hash as ConfigHash,
        r.ruleset_version as RulesetVersion, r.findings as Findings, r.findings_dropped as FindingsDropped, r.artifacts as Artifacts,
        r.message_parts as MessageParts
        """;

    public string RunId { get; init; } = "";

    public string RootSpanId { get; init; } = "";

    public string Site { get; init; } = "";

    public string CheckName { get; init; } = "";

    public string Type { get; init; } = "";

    public string Location { get; init; } = "";

    public string Outcome { get; init; } = "";

    public string? Reason { get; init; }

    public string RunTrigger { get; init; } = "";

    public int Attempt { get; init; }

    public long StartNano { get; init; }

    public long DurationNano { get; init; }

    public long ReceivedNano { get; init; }

    public string? Message { get; init; }

    public string? MessageParts { get; init; }

    public string? FailedStep { get; init; }

    public string? Url { get; init; }

    public string? ServerAddress { get; init; }

    public bool Maintenance { get; init; }

    public bool? Sandbox { get; init; }

    public string? ConfigHash { get; init; }

    public string? RulesetVersion { get; init; }

    public string Findings { get; init; } = "[]";

    public int FindingsDropped { get; init; }

    public string Artifacts { get; init; } = "[]";

    public static RunRow From(RunRecord run) => new()
    {
        RunId = run.RunId,
        RootSpanId = run.RootSpanId,
        Site = run.Site,
        CheckName = run.Check,
        Type = run.Type,
        Location = run.Location,
        Outcome = run.Outcome.Word(),
        Reason = run.Reason,
        RunTrigger = run.Trigger,
        Attempt = run.Attempt,
        StartNano = UnixNano.From(run.StartedAt),
        DurationNano = run.Duration.Ticks * 100,
        ReceivedNano = UnixNano.From(run.ReceivedAt),
        Message = run.Message,
        MessageParts = run.MessageParts,
        FailedStep = run.FailedStep,
        Url = run.Url,
        ServerAddress = run.ServerAddress,
        Maintenance = run.Maintenance,
        Sandbox = run.Sandbox,
        ConfigHash = run.ConfigHash,
        RulesetVersion = run.RulesetVersion,
        Findings = JsonSerializer.Serialize(run.Findings),
        FindingsDropped = run.FindingsDropped,
        Artifacts = JsonSerializer.Serialize(run.Artifacts),
    };

    public RunRecord ToRecord() => new()
    {
        RunId = RunId,
        RootSpanId = RootSpanId,
        Site = Site,
        Check = CheckName,
        Type = Type,
        Location = Location,
        Outcome = Wire.ParseOutcome(Outcome) ?? ServiceDefaults.Telemetry.Outcome.Unknown,
        Reason = Reason,
        Trigger = RunTrigger,
        Attempt = Attempt,
        StartedAt = UnixNano.ToTime(StartNano),
        Duration = TimeSpan.FromTicks(DurationNano / 100),
        ReceivedAt = UnixNano.ToTime(ReceivedNano),
        Message = Message,
        MessageParts = MessageParts,
        FailedStep = FailedStep,
        Url = Url,
        ServerAddress = ServerAddress,
        Maintenance = Maintenance,
        Sandbox = Sandbox,
        ConfigHash = ConfigHash,
        RulesetVersion = RulesetVersion,
        Findings = JsonSerializer.Deserialize<Finding[]>(Findings) ?? [],
        FindingsDropped = FindingsDropped,
        Artifacts = JsonSerializer.Deserialize<RunArtifact[]>(Artifacts) ?? [],
    };
}
