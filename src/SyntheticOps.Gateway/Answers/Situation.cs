namespace SyntheticOps.Gateway.Answers;

/// <summary>Why the gateway answers instead of the shop.</summary>
public enum Situation
{
    /// <summary>Maintenance is on.</summary>
    Pause,

    /// <summary>The shop could not be reached or broke off.</summary>
    Unreachable,

    /// <summary>The shop took too long.</summary>
    TooSlow,
}

/// <param name="Situation">Why.</param>
/// <param name="Until">When the shop is expected back.</param>
/// <param name="RetryAfter">Sent as Retry-After; null sends none.</param>
public sealed record Answer(Situation Situation, DateTimeOffset? Until, TimeSpan? RetryAfter)
{
    /// <summary>The sentence below the title instead of the shop's or ours, in French.</summary>
    public string? MessageFr { get; init; }

    public string? MessageEn { get; init; }
}
