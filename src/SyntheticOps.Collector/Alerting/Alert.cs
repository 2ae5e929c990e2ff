using System.Text.Json.Serialization;

namespace SyntheticOps.Collector.Alerting;

/// <summary>The news that a receiver is told, as it was when it was decided: a retry says the same.</summary>
internal sealed record Alert
{
    public required string Incident { get; init; }

    /// <summary>opened, acknowledged or resolved.</summary>
    public required string Transition { get; init; }

    public required string Site { get; init; }

    public required string SiteName { get; init; }

    public required string Scenario { get; init; }

    public required string Cause { get; init; }

    public required string Severity { get; init; }

    /// <summary>What happens to customers, in the site's first language.</summary>
    public required string Title { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset FirstFailureAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public string? Drill { get; init; }
}

/// <summary>How alerts are kept and sent.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(Channels.WebhookBody))]
internal sealed partial class AlertJson : JsonSerializerContext;
