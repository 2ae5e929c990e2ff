using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Detection;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Collector.Gateways;

/// <summary>Asks every gateway what it keeps for the shop, so that a payment that nobody else misses is missed here.</summary>
internal sealed class WebhookWatch(GatewayAdmin gateways, SyntheticsConfiguration synthetics, WebhookBook book)
{
    public Task LookAsync(CancellationToken token) => Task.WhenAll(synthetics.Sites.Values.Where(site => site.Gateways.Count > 0).Select(site => LookAsync(site, token)));

    /// <summary>While a gateway does not answer, what is known of the site stays.</summary>
    private async Task LookAsync(Site site, CancellationToken token)
    {
        var facts = await Task.WhenAll(site.Gateways.Select(address => LookAsync(site, address, token)));
        if (facts.All(known => known is not null))
        {
            book.Note(site.Name, [.. facts.SelectMany(known => known!)]);
        }
    }

    private async Task<IReadOnlyList<WebhookFact>?> LookAsync(Site site, Uri address, CancellationToken token)
    {
        if ((await gateways.GetAsync<WaitingWebhooks>(address, Names.Routes.Webhooks, token)).Body is not { } kept)
        {
            return null;
        }

        var busy = kept.Routes.Where(route => route.Waiting + route.Dead > 0).ToList();
        if (busy.Count == 0)
        {
            return [];
        }

        return (await gateways.GetAsync(site, address, token)).State is { } state
            ? [.. busy.Select(route => Of(route, kept, state.Active))]
            : null;
    }

    private static WebhookFact Of(WebhookRoute route, WaitingWebhooks kept, bool announced)
    {
        var items = kept.Items.Where(item => item.Route == route.Name).ToList();
        return new WebhookFact(
            route.Name, route.Waiting, route.Dead, items.Count > 0 ? items.Min(item => item.Received) : route.Oldest ?? DateTimeOffset.MaxValue,
            route.Problem ?? items.Select(item => item.Problem).FirstOrDefault(problem => problem is not null), announced);
    }
}
