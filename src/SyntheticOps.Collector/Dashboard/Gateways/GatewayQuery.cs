using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Gateways;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Collector.Dashboard.Gateways;

/// <summary>Asks every gateway for all that the page shows, at once.</summary>
internal sealed class GatewayQuery(GatewayAdmin gateways, SyntheticsConfiguration synthetics)
{
    public async Task<IReadOnlyList<SiteGateways>> GetAsync(CancellationToken token) => await Task.WhenAll(
        synthetics.Sites.Values.Where(site => site.Gateways.Count > 0).Select(site => GetAsync(site, token)));

    private async Task<SiteGateways> GetAsync(Site site, CancellationToken token) =>
        new(site, await Task.WhenAll(site.Gateways.Select(address => GetAsync(site, address, token))));

    private async Task<GatewayPanel> GetAsync(Site site, Uri address, CancellationToken token)
    {
        var state = gateways.GetAsync(site, address, token);
        var windows = gateways.GetAsync<GatewayWindows>(address, Names.Routes.MaintenanceWindows, token);
        var staff = gateways.GetAsync<StaffPasses>(address, Names.Routes.Staff, token);
        var webhooks = gateways.GetAsync<WaitingWebhooks>(address, Names.Routes.Webhooks, token);
        var audit = gateways.GetAsync<GatewayAudit>(address, Names.Routes.Audit, token);
        return new GatewayPanel(await state, (await windows).Body, (await staff).Body, (await webhooks).Body, (await audit).Body);
    }
}
