using SyntheticOps.Collector.Dashboard.Traces;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Dashboard.Runs;

/// <summary>One run with its trace.</summary>
public sealed record RunModel
{
    public required RunRecord Run { get; init; }

    public required Waterfall Trace { get; init; }

    public required IReadOnlyList<StepLine> Steps { get; init; }

    public required IReadOnlyList<VitalLine> Vitals { get; init; }

    /// <summary>Findings of the root and of its steps.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    public required IReadOnlyList<RequestLine> Requests { get; init; }

    /// <summary>Requests that the page does not list.</summary>
    public int MoreRequests { get; init; }

    /// <summary>The incident that this run opened or fed.</summary>
    public Incident? Incident { get; init; }

    public string? Prober { get; init; }

    /// <summary>Pictures along the run, at most one a step.</summary>
    public required IReadOnlyList<Picture> Film { get; init; }

    /// <summary>Picture of the failed step.</summary>
    public Picture? Screen { get; init; }

    /// <summary>Picture of the page before that step.</summary>
    public Picture? Before { get; init; }

    /// <summary>Web vitals of each document, when there are several.</summary>
    public IReadOnlyList<DocumentLine> Documents { get; init; } = [];

    /// <summary>What the pages loaded, the heaviest first.</summary>
    public IReadOnlyList<WeightLine> Weight { get; init; } = [];

    /// <summary>The failed attempt that made this pass a flaky one.</summary>
    public string? FailedAttempt { get; init; }

    /// <summary>The browser ran without its sandbox.</summary>
    public bool WithoutSandbox { get; init; }

    /// <summary>How far the probe's clock was set while it ran or shortly before; forward is positive.</summary>
    public TimeSpan? ClockSkew { get; init; }
}

/// <param name="State">up, degraded, down or unknown.</param>
/// <param name="Why">Of a step that did not pass, in English.</param>
/// <param name="Parts">The same as code and arguments; null when it has only its text.</param>
public sealed record StepLine(int Index, string Name, string State, string? Why, string? Parts, DateTimeOffset StartedAt, TimeSpan Duration);

/// <param name="Rating">good, needs-improvement or poor, as the browser's metric says; null when it says nothing.</param>
public sealed record VitalLine(string Name, double Value, string? Rating);

public sealed record RequestLine(DateTimeOffset StartedAt, TimeSpan Duration, string Method, string Url, string? Status, bool Failed, string? Party, long? Size);

/// <param name="Page">Path of the document.</param>
public sealed record DocumentLine(string Page, string Step, IReadOnlyList<VitalLine> Vitals);

/// <param name="Party">own or third.</param>
public sealed record WeightLine(string Party, string Type, int Requests, long Bytes);

/// <param name="Name">Artifact name.</param>
public sealed record Picture(string Name, string Step, DateTimeOffset? At, bool Failed);
