namespace SyntheticOps.Collector.Storage.Incidents;

/// <summary>What the lifecycle needs to know of an incident.</summary>
internal sealed record TrackedIncident
{
    public required long Number { get; init; }

    public required string Site { get; init; }

    public required string Scenario { get; init; }

    public required string Cause { get; init; }

    public string? Host { get; init; }

    public required Title Title { get; init; }

    public required string State { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset FirstFailureAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>How often it was reopened; tells the notifications of one opening from those of the next.</summary>
    public int Reopened { get; init; }

    public string? Drill { get; init; }

    public IReadOnlyList<FeedState> Feeds { get; init; } = [];

    public bool IsResolved => State == IncidentStates.Resolved;

    public string Id => IncidentId.Of(Number);
}

/// <summary>A time in which a site is broken on purpose.</summary>
/// <param name="Without">Rules that are switched off for incidents of this drill.</param>
/// <param name="Notify">The only receiver of its incidents; null for none.</param>
internal sealed record Drill(
    string Id, string Site, string Scenario, IReadOnlyList<string> Without, string? Notify, DateTimeOffset CreatedAt, DateTimeOffset EndsAt)
{
    public bool Covers(string site, string scenario, DateTimeOffset at) =>
        Site == site && Scenario == scenario && CreatedAt <= at && at < EndsAt;
}

/// <summary>`INC-12`.</summary>
internal static class IncidentId
{
    private const string Prefix = "INC-";

    public static string Of(long number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Prefix}{number}");

    public static long? Parse(string id) =>
        id.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        && long.TryParse(id.AsSpan(Prefix.Length), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
