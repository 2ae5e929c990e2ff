using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Detection;

/// <summary>What the gateways told of attacks on one site lately. Immutable, like <see cref="CheckHistory"/>.</summary>
/// <param name="Attacks">Newest first.</param>
/// <param name="Open">What the rule holds open on the site.</param>
internal sealed record AttackHistory(string Site, DateTimeOffset Now, IReadOnlyList<AttackFact> Attacks, IReadOnlyList<Feed> Open);

/// <summary>One log event `synthetic.gateway.attack` (contracts.md section 6).</summary>
internal sealed record AttackFact
{
    public required DateTimeOffset At { get; init; }

    /// <summary>failed-logins, failed-logins-account, failed-logins-spread, scanner, flood.</summary>
    public required string Kind { get; init; }

    public IReadOnlyList<string> Addresses { get; init; } = [];

    public long AddressCount { get; init; }

    public long Count { get; init; }

    public double WindowSeconds { get; init; }

    public string Subject { get; init; } = "";
}
