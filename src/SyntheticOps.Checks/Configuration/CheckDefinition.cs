namespace SyntheticOps.Checks.Configuration;

/// <summary>One entry of `checks:`, without the body that belongs to its type.</summary>
public sealed record CheckDefinition
{
    public required string Name { get; init; }

    public required string Site { get; init; }

    /// <summary>http, headers, journey, ...: the key whose body describes what to do.</summary>
    public required string Type { get; init; }

    public required TimeSpan Every { get; init; }

    /// <summary>Hard limit of one run.</summary>
    public required TimeSpan Timeout { get; init; }

    public required Confirmation Confirm { get; init; }

    public RetryPolicy Retry { get; init; } = RetryPolicy.None;

    /// <summary>Locations that must agree.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>What a failure of this check means, when it says so; null lets the mapping decide.</summary>
    public ScenarioHint? Scenario { get; init; }

    /// <summary>Set for a heartbeat, which no probe runs: <see cref="Every"/> is then how often the job reports.</summary>
    public HeartbeatTerms? Heartbeat { get; init; }

    /// <summary>Longest time between a fault and its incident: every + timeout + recheck + timeout + 5 s; of a heartbeat, expects + grace + 5 s.</summary>
    public TimeSpan WorstCaseToDetect => Heartbeat is { } terms ? Every + terms.Grace + TimeSpan.FromSeconds(5)
        : Every + Timeout + ((Confirm.Recheck + Timeout) * (Confirm.Failures - 1)) + TimeSpan.FromSeconds(5);

    /// <summary>No root span for so long means silence: 2 x every + timeout, at most 2.5 x every; a run that may take longer than its interval has its whole timeout. Of a heartbeat, expects + grace.</summary>
    public TimeSpan SilentAfter => Heartbeat is { } terms ? Every + terms.Grace : (Every * 2) + (Timeout > Every / 2 && Timeout <= Every ? Every / 2 : Timeout);
}

/// <summary>`confirm: {failures, successes, recheck}`: runs in a row that open and close, and how often to look while failing.</summary>
public sealed record Confirmation(int Failures, int Successes, TimeSpan Recheck);

/// <summary>`retry: {at-most, wait, flaky}`: looks again at once after a failure, before `confirm.recheck` sets the pace; each look is a run of its own.</summary>
/// <param name="FlakyIsDegraded">A pass after failures that opened no incident is degraded; otherwise up, with a finding.</param>
public sealed record RetryPolicy(int AtMost, TimeSpan Wait, bool FlakyIsDegraded)
{
    public static RetryPolicy None { get; } = new(0, TimeSpan.FromSeconds(1), FlakyIsDegraded: true);
}

/// <summary>`scenario: payment` or `scenario: {payment: STEP}`: a failure at or after that step is one of that scenario (step `pay` when none is named).</summary>
public sealed record ScenarioHint(string Scenario, string Step);

/// <summary>What stands below `heartbeat:` besides `expects`.</summary>
/// <param name="Grace">So much later than expected is still in time.</param>
/// <param name="Secret">Read by the collector alone: other processes need not know the variable.</param>
public sealed record HeartbeatTerms(TimeSpan Grace, ConfigNode? Secret);
