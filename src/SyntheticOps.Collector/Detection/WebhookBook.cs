using System.Collections.Concurrent;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Detection;

/// <summary>What the gateways of each site said last of the webhooks that they keep; empty after a start, and soon known again.</summary>
internal sealed class WebhookBook
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<WebhookFact>> _sites = new(StringComparer.Ordinal);

    /// <param name="site">One of synthetics.yaml, so the book is bounded.</param>
    /// <param name="facts">Of every gateway that answered; empty when nothing waits.</param>
    public void Note(string site, IReadOnlyList<WebhookFact> facts) => _sites[site] = facts;

    /// <summary>One history for each site that is known.</summary>
    /// <param name="open">What the rule holds open, by site.</param>
    public IReadOnlyList<WebhookHistory> Read(ILookup<string, Feed> open, DateTimeOffset now) =>
        [.. _sites.Select(site => new WebhookHistory(site.Key, now, site.Value, [.. open[site.Key]]))];
}

/// <summary>What waits at the gateways of one site. Immutable, like <see cref="CheckHistory"/>.</summary>
internal sealed record WebhookHistory(string Site, DateTimeOffset Now, IReadOnlyList<WebhookFact> Facts, IReadOnlyList<Feed> Open);

/// <summary>One route of one gateway that keeps some.</summary>
/// <param name="Waiting">They are handed on by themselves.</param>
/// <param name="Dead">The shop refused them; only a person hands them on.</param>
/// <param name="Oldest">When the oldest of either arrived.</param>
/// <param name="Announced">The gateway shows the maintenance page, so that they wait on purpose.</param>
internal sealed record WebhookFact(string Route, int Waiting, int Dead, DateTimeOffset Oldest, string? Problem, bool Announced);
