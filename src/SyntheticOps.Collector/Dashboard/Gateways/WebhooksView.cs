using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Collector.Dashboard.Gateways;

/// <summary>What waits at one gateway of a site, asked just now.</summary>
/// <param name="Webhooks">Null when it did not answer.</param>
/// <param name="Problem">Why it did not answer; English, without address details.</param>
public sealed record WebhooksView(Site Site, Uri Address, WaitingWebhooks? Webhooks, string? Problem)
{
    private const int Shown = 20;

    /// <summary>What needs a person first, then the oldest.</summary>
    public IReadOnlyList<WaitingWebhook> Rows => [.. (Webhooks?.Items ?? []).OrderByDescending(item => item.IsDead).ThenBy(item => item.Received).Take(Shown)];

    public int Count => Webhooks?.Routes.Sum(route => route.Waiting + route.Dead) ?? 0;

    /// <summary>One that waits; to try it is to try its queue.</summary>
    public WaitingWebhook? Next => Webhooks?.Items.FirstOrDefault(item => !item.IsDead);
}
