namespace SyntheticOps.Checks.Configuration;

/// <summary>`maintenance:` of a site: when its gateways show the maintenance page by themselves.</summary>
public sealed record SiteMaintenance(AutomaticMaintenance? Automatic, IReadOnlyList<PlannedWindow> Windows)
{
    public static readonly SiteMaintenance None = new(null, []);
}

/// <summary>Whether an open downtime incident switches maintenance.</summary>
/// <param name="Severity">critical, major or minor: the least grave that does.</param>
/// <param name="On">Whether it switches on.</param>
/// <param name="Off">Whether its end switches off.</param>
public sealed record AutomaticMaintenance(string Severity, bool On, bool Off)
{
    private static readonly string[] MildestFirst = ["minor", "major", "critical"];

    public bool Covers(string severity) => Array.IndexOf(MildestFirst, severity) is >= 0 and var rank && rank >= Array.IndexOf(MildestFirst, Severity);
}

/// <summary>A planned maintenance; either <see cref="Cron"/> with <see cref="Zone"/>, or <see cref="From"/>.</summary>
public sealed record PlannedWindow
{
    public required string Name { get; init; }

    public string? Cron { get; init; }

    public string? Zone { get; init; }

    public DateTimeOffset? From { get; init; }

    public required TimeSpan For { get; init; }

    public string Reason { get; init; } = "";

    public IReadOnlyList<string> Hosts { get; init; } = [];

    public IReadOnlyList<string> Paths { get; init; } = [];

    public IReadOnlyList<string> Methods { get; init; } = [];

    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>What customers read, in French and in English.</summary>
    public string? MessageFr { get; init; }

    public string? MessageEn { get; init; }
}
