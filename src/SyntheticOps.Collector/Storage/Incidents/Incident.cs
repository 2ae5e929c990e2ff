using System.Text.Json.Serialization;

namespace SyntheticOps.Collector.Storage.Incidents;

/// <summary>One cause on one site, from its first failure to its end.</summary>
public sealed record Incident
{
    /// <summary>`INC-12`.</summary>
    public required string Id { get; init; }

    public required string Site { get; init; }

    /// <summary>downtime, payment, data-loss, security, performance or monitoring (our own).</summary>
    public required string Scenario { get; init; }

    /// <summary>Reason and failing host, step, header or table: `too_slow 127.0.0.1`. With site and scenario it is the key.</summary>
    public required string Cause { get; init; }

    /// <summary>What happens to customers, as a code with arguments: the words in each language hang on it.</summary>
    public required string TitleCode { get; init; }

    public IReadOnlyList<string> TitleArgs { get; init; } = [];

    /// <summary>critical, major or minor.</summary>
    public required string Severity { get; init; }

    /// <summary>open, acknowledged or resolved.</summary>
    public required string State { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset FirstFailureAt { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Checks whose runs opened or feed it.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <summary>Run ids, oldest first; at most 100.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];

    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    public IReadOnlyList<NotificationRecord> Notifications { get; init; } = [];

    /// <summary>The drill during which it opened; such incidents stay off the status page and go only to the drill's receiver.</summary>
    public string? Drill { get; init; }
}

/// <summary>Something that proves the cause.</summary>
/// <param name="Kind">run, step, finding, artifact, trace or provider.</param>
/// <param name="Ref">What it points at: a run id, `RUN/step-3.jpg`, a trace id and span id `TRACE/SPAN`, a finding code.</param>
/// <param name="Text">English, one sentence.</param>
/// <param name="Sentence">The same as a code with arguments, for other languages; empty when there is only the text.</param>
public sealed record Evidence(string Kind, string Ref, string Text, [property: JsonIgnore] string Sentence = "");

/// <summary>One line of the timeline.</summary>
/// <param name="Actor">`user:anna`, `rule:consecutive-failures`, `drill:ID`.</param>
/// <param name="Code">first-failure, opened, evidence, notified, acknowledged, note, recovering, resolved, reopened.</param>
/// <param name="Text">The note, or an English sentence.</param>
/// <param name="Sentence">As of <see cref="Evidence"/>; empty for a note.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Actor, string Code, string Text, [property: JsonIgnore] string Sentence = "");

/// <param name="Transition">opened, acknowledged or resolved.</param>
/// <param name="State">pending, delivered, retrying or rejected.</param>
public sealed record NotificationRecord(string Channel, string Transition, string DeliveryId, string State, DateTimeOffset At);
