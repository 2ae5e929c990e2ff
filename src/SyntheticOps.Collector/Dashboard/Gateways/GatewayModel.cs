using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Collector.Dashboard.Gateways;

/// <summary>The gateways of every site that has some.</summary>
/// <param name="Problem">A key of the words when the last change was not made, or not everywhere.</param>
public sealed record GatewayModel(IReadOnlyList<SiteGateways> Sites, string? Problem = null);

public sealed record SiteGateways(Site Site, IReadOnlyList<GatewayView> Gateways, IReadOnlyList<WebhooksView> Webhooks)
{
    public bool AnyActive => Gateways.Any(gateway => gateway.State is { Active: true });
}
