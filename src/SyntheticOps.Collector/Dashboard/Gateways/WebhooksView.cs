using SyntheticOps.Collector.Gateways;

namespace SyntheticOps.Collector.Dashboard.Gateways;

/// <summary>What waits at one gateway.</summary>
/// <param name="Webhooks">Null when it did not answer.</param>
public sealed record WebhooksView(Uri Address, WaitingWebhooks? Webhooks)
{
    private const int Shown = 20;

    /// <summary>What needs a person first, then the oldest.</summary>
    public IReadOnlyList<WaitingWebhook> Rows => [.. (Webhooks?.Items ?? []).OrderByDescending(item => item.IsDead).ThenBy(item => item.Received).Take(Shown)];

    public int Count => Webhooks?.Routes.Sum(route => route.Waiting + route.Dead) ?? 0;

    /// <summary>One that waits; to try it is to try its queue.</summary>
    public WaitingWebhook? Next => Webhooks?.Items.FirstOrDefault(item => !item.IsDead);
}
