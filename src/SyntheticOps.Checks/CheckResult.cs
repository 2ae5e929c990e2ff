using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks;

/// <summary>Verdict of one run, judged by the check; the runner writes it to the root span.</summary>
public sealed record CheckResult
{
    public required Outcome Outcome { get; init; }

    /// <summary>One of <see cref="Reasons"/>; null when up.</summary>
    public string? Reason { get; init; }

    /// <summary>English, one sentence, at most 500 characters; null when up.</summary>
    public string? Message { get; internal init; }

    /// <summary>The message for every language; null when up.</summary>
    public Saying? Said { get; internal init; }

    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Name of the first failing step, or of the slowest one when the reason is too_slow.</summary>
    public string? FailedStep { get; init; }

    /// <summary>Whether the gateway said that maintenance is on; null when no gateway answered.</summary>
    public bool? Maintenance { get; init; }

    /// <summary>Further attributes of the root span (url.full, server.address, server.port, synthetic.sandbox, ...).</summary>
    public IReadOnlyDictionary<string, object> Attributes { get; init; } = new Dictionary<string, object>();

    public static CheckResult Up(params IReadOnlyList<Finding> findings) => new() { Outcome = Outcome.Up, Findings = findings };

    public static CheckResult Degraded(string reason, Saying said, params IReadOnlyList<Finding> findings) => Of(Outcome.Degraded, reason, said, findings);

    /// <param name="said">Words in every language (Sayings.resx); <see cref="Saying.Text"/> for a text that has none.</param>
    public static CheckResult Down(string reason, Saying said, params IReadOnlyList<Finding> findings) => Of(Outcome.Down, reason, said, findings);

    /// <summary>Our own fault; never counted as the target's downtime.</summary>
    public static CheckResult Unknown(string reason, Saying said, params IReadOnlyList<Finding> findings) => Of(Outcome.Unknown, reason, said, findings);

    /// <summary>The same verdict in other words.</summary>
    public CheckResult With(Saying said) => this with { Message = said.Short(), Said = said };

    public static CheckResult Of(Outcome outcome, string reason, Saying said, params IReadOnlyList<Finding> findings) =>
        new() { Outcome = outcome, Reason = reason, Message = said.Short(), Said = said, Findings = findings };
}
