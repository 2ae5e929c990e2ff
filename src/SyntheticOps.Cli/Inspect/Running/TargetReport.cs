using SyntheticOps.Checker.Headers;
using SyntheticOps.Checker.Headers.Csp.Evaluation;
using SyntheticOps.Cli.Inspect.Targets;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Inspect.Running;

/// <summary>All that was found about one target; a check that was not asked for is null.</summary>
internal sealed record TargetReport(Target Target)
{
    public HeadersSection? Headers { get; init; }

    public Section? Tls { get; init; }

    public Section? Dns { get; init; }

    public Section? SecurityTxt { get; init; }

    public IEnumerable<Section> Sections => new[] { Headers, Tls, Dns, SecurityTxt }.OfType<Section>();

    /// <summary>Whether some check could not look at all.</summary>
    public bool HasErrors => Sections.Any(section => section.Error is not null);
}

/// <summary>What one check found.</summary>
internal record Section
{
    /// <summary>up, degraded, down or unknown; null where nobody says so.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>Why nothing could be judged; null when something was.</summary>
    public string? Error { get; init; }

    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

/// <summary>What the headers check found; <see cref="Section.Findings"/> are those beyond MDN's ten tests and CSP Evaluator's.</summary>
internal sealed record HeadersSection : Section
{
    /// <summary>What a customer meets before the headers count, such as an invalid certificate.</summary>
    public string? Warning { get; init; }

    /// <summary>Null when there is an error.</summary>
    public HeaderReport? Report { get; init; }

    /// <summary>MDN's test and the result key by the standard, where the two differ.</summary>
    public IReadOnlyDictionary<string, string> StandardView { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<CspFinding> Csp { get; init; } = [];

    /// <summary>Findings of MDN's tests and CSP Evaluator's, with what to send.</summary>
    public IReadOnlyList<Finding> Graded { get; init; } = [];
}
