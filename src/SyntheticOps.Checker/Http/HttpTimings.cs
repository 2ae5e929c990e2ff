namespace SyntheticOps.Checker.Http;

/// <summary>Phases by blackbox_exporter's names and bounds; zero when a phase was not reached.</summary>
internal sealed record HttpTimings
{
    public TimeSpan Resolve { get; init; }

    public TimeSpan Connect { get; init; }

    public TimeSpan Tls { get; init; }

    /// <summary>From the connection to the first byte of the answer.</summary>
    public TimeSpan Processing { get; init; }

    /// <summary>From the first byte to the last.</summary>
    public TimeSpan Transfer { get; init; }

    /// <summary>From the first look-up to the last byte, redirects included.</summary>
    public TimeSpan Total { get; init; }
}
